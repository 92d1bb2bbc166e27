import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { dense } from '../../../src/cores/shared/dense.ts';
import { expectClose, normals } from '../coreChecks.ts';

beforeAll(() => useBackend());

it('multiplies, adds and rectifies', async () => {
  const x = tf.tensor2d([1, 2, -1, 0], [2, 2]);
  const kernel = tf.tensor2d([1, 0, 2, 3, -1, 1], [2, 3]);
  const bias = tf.tensor1d([0, 1, -5]);
  expectClose(await dense(x, kernel, bias).data(), [7, -1, -1, -1, 1, -7]);
  expectClose(await dense(x, kernel, bias, 'relu').data(), [7, 0, 0, 0, 1, 0]);
});

it.each(['linear', 'relu'] as const)('has the gradient of finite differences: %s', async (kind) => {
  const weights = normals([3, 4], 9);
  await expectGradient(
    (x, kernel, bias) =>
      dense(x as tf.Tensor2D, kernel as tf.Tensor2D, bias as tf.Tensor1D, kind)
        .mul(weights)
        .sum(),
    [normals([3, 5], 1), normals([5, 4], 2), normals([4], 3)],
  );
});
