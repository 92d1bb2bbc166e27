import { useBackend } from '@causal-mechanisms/tensor-utils';
import { hasModuleSequence } from '@causal-mechanisms/tensor-utils/kernels';
import { nativeLstm } from '../../../src/cores/lstm/nativeLstm.ts';
import { expectAsPlain, expectNoLeakOf } from './passes.ts';

await useBackend();

(hasModuleSequence() ? describe : describe.skip)('on the native backend', () => {
  describe.each(['dense', 'indexed'] as const)('%s', (kind) => {
    it.each([1, 4])('gives values and gradients of the plain form, %i steps', (steps) =>
      expectAsPlain(nativeLstm, kind, steps),
    );
  });

  it('leaves nothing behind', () => expectNoLeakOf(nativeLstm));
});
