import * as tf from '@tensorflow/tfjs';
import { withHandGradient } from '@causal-mechanisms/tensor-utils';

/** Input, kernel, and the output where its sign is needed. */
type DenseSaved = readonly [x: tf.Tensor2D, kernel: tf.Tensor2D, ...output: tf.Tensor2D[]];

/**
 * A linear layer with a bias, `x W + b`, or `max(0, x W + b)`.
 *
 * @param x - `[rows, inputs]`; not disposed.
 * @param kernel - W `[inputs, size]`; not disposed.
 * @param bias - b `[size]`; not disposed.
 * @param activation - What follows. Default: nothing.
 * @returns `[rows, size]`; the caller disposes of it. One op on the tape, differentiable in the first three.
 */
export function dense(
  x: tf.Tensor2D,
  kernel: tf.Tensor2D,
  bias: tf.Tensor1D,
  activation: 'linear' | 'relu' = 'linear',
): tf.Tensor2D {
  return withHandGradient<tf.Tensor2D, DenseSaved>([x, kernel, bias], {
    forward: () => {
      const sum = x.matMul(kernel).add<tf.Tensor2D>(bias);
      if (activation === 'linear') return { value: sum, saved: [x, kernel] };
      const value = sum.relu<tf.Tensor2D>();
      return { value, saved: [x, kernel, value] };
    },
    gradient: (dy, [input, weights, output]) => {
      const dSum = output === undefined ? dy : dy.mul<tf.Tensor2D>(output.step());
      return [dSum.matMul(weights, false, true), input.matMul(dSum, true, false), dSum.sum(0)];
    },
  });
}
