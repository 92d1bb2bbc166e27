import { useBackend } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { checkState } from '../../src/cores/stateChecks.ts';
import type { CoreState } from '../../src/cores/sequenceCore.ts';

beforeAll(() => useBackend());

const expected = { hidden: [2, 3], keys: [2, -1, 4] };
const check = (state: CoreState) => () => {
  checkState('test', state, expected);
};
const hidden = () => tf.zeros([2, 3]);
const keys = (past = 5) => tf.zeros([2, past, 4]);

it('takes what fits, of any size where the size is open', () => {
  expect(thrownCode(check({ hidden: hidden(), keys: keys() }))).toBeUndefined();
  expect(thrownCode(check({ keys: keys(0), hidden: hidden() }))).toBeUndefined();
});

it.each<[string, () => CoreState]>([
  ['without a tensor', () => ({ hidden: hidden() })],
  ['with one too many', () => ({ hidden: hidden(), keys: keys(), cell: hidden() })],
  ['with another in the place of one', () => ({ hidden: hidden(), key: keys() })],
  ['of another size', () => ({ hidden: tf.zeros([2, 4]), keys: keys() })],
  ['of another batch', () => ({ hidden: tf.zeros([3, 3]), keys: keys() })],
  ['of a lower rank', () => ({ hidden: tf.zeros([2]), keys: keys() })],
  ['of a higher rank', () => ({ hidden: tf.zeros([2, 3, 1]), keys: keys() })],
  ['of another size beside the open one', () => ({ hidden: hidden(), keys: tf.zeros([2, 5, 3]) })],
])('refuses a state %s', (_, state) => {
  expect(thrownCode(check(state()))).toBe('ERR_SHAPE');
});

it('says what was expected and what came', () => {
  expect(check({ hidden: hidden() })).toThrow(
    'test: expected the state hidden [2,3], keys [2,-1,4], got hidden [2,3]',
  );
});
