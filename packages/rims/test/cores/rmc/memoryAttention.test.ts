import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { memoryAttention } from '../../../src/cores/rmc/memoryAttention.ts';
import { expectClose, normals } from '../coreChecks.ts';

beforeAll(() => useBackend());

it('looks at the memory and at the input, head by head', async () => {
  // Two heads of query, key and value, one wide each; two slots. The first head asks nothing, so that it takes the mean.
  const log = Math.log(2);
  const memory = tf.tensor2d([0, 7, 3, 1, log, 10, 0, 7, 6, 0, log, 20], [2, 6]);
  const input = tf.tensor2d([5, 7, 9, 5, 0, 40], [1, 6]);
  const sizes = { batch: 1, slots: 2, heads: 2, keyWidth: 1, valueWidth: 1 };
  const seen = await memoryAttention(memory, input, sizes).data();
  // In the second head the first slot weighs 2 : 2 : 1, the second one asks nothing.
  expectClose(seen, [6, (2 * 10 + 2 * 20 + 40) / 5, 6, 70 / 3]);
});

it('has the gradient of finite differences', async () => {
  const sizes = { batch: 2, slots: 3, heads: 2, keyWidth: 2, valueWidth: 3 };
  const weights = normals([6, 6], 9);
  await expectGradient(
    (memory, input) =>
      memoryAttention(memory as tf.Tensor2D, input as tf.Tensor2D, sizes)
        .mul(weights)
        .sum(),
    [normals([6, 14], 1), normals([2, 14], 2)],
  );
});
