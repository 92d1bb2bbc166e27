import * as tf from '@tensorflow/tfjs';
import { checkNumber } from '../argumentChecks.ts';
import { checkTensor } from '../tensorChecks.ts';

/** A gradient that is no longer than allowed, and how long it was; the caller disposes of both. */
export interface ClippedGradient {
  /** As handed in, or shortened. */
  readonly gradient: tf.Tensor1D;
  /** The norm before, a scalar. */
  readonly norm: tf.Scalar;
}

/** As PyTorch has it: a norm of zero must not divide. */
const EPSILON = 1e-6;

/**
 * Shortens a gradient whose norm is larger than a bound to that bound.
 *
 * @param gradient - The whole gradient as one vector; not disposed.
 * @param bound - The largest norm, at least 0.
 * @returns The gradient, of the same direction, and its norm, which is not finite where the gradient is not.
 * @throws ArgumentError, ShapeError or DisposedError when the gradient is no live vector, or the bound is out of its range.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { clipGradient } from '@causal-mechanisms/tensor-utils';
 *
 * const { gradient, norm } = clipGradient(tf.tensor1d([3, 4]), 1);
 * console.log((await norm.data())[0], (await gradient.norm().data())[0]?.toFixed(3)); // 5 1.000
 * tf.dispose([gradient, norm]);
 * ```
 */
export function clipGradient(gradient: tf.Tensor1D, bound: number): ClippedGradient {
  checkTensor('clipGradient', 'gradient', gradient, { rank: 1 });
  checkNumber('clipGradient', 'bound', bound, { least: 0 });
  const norm = tf.tidy(() => gradient.square().sum().sqrt() as tf.Scalar);
  const clipped = tf.tidy(() => {
    const factor = tf.scalar(bound).div(norm.add(EPSILON)).minimum(1);
    return gradient.mul<tf.Tensor1D>(factor);
  });
  return { gradient: clipped, norm };
}
