import { useBackend } from '@causal-mechanisms/tensor-utils';
import { batchedLstm } from '../../../src/cores/lstm/batchedLstm.ts';
import { expectAsPlain, expectNoLeakOf } from './passes.ts';

beforeAll(() => useBackend());

describe.each(['dense', 'indexed'] as const)('%s', (kind) => {
  it.each([1, 4])('gives values and gradients of the plain form, %i steps', (steps) =>
    expectAsPlain(batchedLstm, kind, steps),
  );
});

it('leaves nothing behind', () => expectNoLeakOf(batchedLstm));
