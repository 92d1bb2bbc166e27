import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient, expectLeakFree } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { layerNorm, layerNormSum } from '../../../src/cores/shared/layerNorm.ts';
import { expectClose, normals } from '../coreChecks.ts';

beforeAll(() => useBackend());

it('normalises each row by itself', async () => {
  const y = layerNorm(
    tf.tensor2d([1, 3, 5, 7, 2, 2, 2, 2], [2, 4]),
    tf.tensor1d([1, 1, 2, 1]),
    tf.tensor1d([0, 0, 0, 10]),
  );
  // Mean 4 and variance 5; a constant row has nothing but the offset.
  const unit = 1 / Math.sqrt(5 + 1e-5);
  expectClose(await y.data(), [-3 * unit, -unit, 2 * unit, 10 + 3 * unit, 0, 0, 0, 10]);
});

it('normalises a residual sum', async () => {
  const [x, residual] = [normals<tf.Rank.R2>([3, 5], 1), normals<tf.Rank.R2>([3, 5], 2)];
  const [gamma, beta] = [normals<tf.Rank.R1>([5], 3), normals<tf.Rank.R1>([5], 4)];
  const expected = layerNorm(x.add(residual), gamma, beta);
  expectClose(await layerNormSum(x, residual, gamma, beta).data(), await expected.data());
});

it('has the gradient of finite differences', async () => {
  const weights = normals([3, 5], 9);
  await expectGradient(
    (x, gamma, beta) =>
      layerNorm(x as tf.Tensor2D, gamma as tf.Tensor1D, beta as tf.Tensor1D)
        .mul(weights)
        .sum(),
    [normals([3, 5], 1), normals([5], 2), normals([5], 3)],
  );
  // The same tensor on both sides: its gradients add up.
  await expectGradient(
    (x, residual, gamma, beta) =>
      layerNormSum(
        layerNormSum(
          x as tf.Tensor2D,
          residual as tf.Tensor2D,
          gamma as tf.Tensor1D,
          beta as tf.Tensor1D,
        ),
        x as tf.Tensor2D,
        gamma as tf.Tensor1D,
        beta as tf.Tensor1D,
      )
        .mul(weights)
        .sum(),
    [normals([3, 5], 1), normals([3, 5], 4), normals([5], 2), normals([5], 3)],
  );
});

it('leaves nothing behind', async () => {
  const inputs = [normals([3, 5], 1), normals([5], 2), normals([5], 3)];
  const norm = (x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor) =>
    layerNorm(x as tf.Tensor2D, gamma as tf.Tensor1D, beta as tf.Tensor1D).sum();
  await expectLeakFree(() => {
    tf.dispose(tf.grads(norm)(inputs));
  });
});
