import * as tf from '@tensorflow/tfjs';
import { checkNumber } from '../argumentChecks.ts';
import { checkTensor } from '../tensorChecks.ts';
import { expectShape } from './kernelChecks.ts';
import type { NativeBackend } from './native/nativeBackend.ts';

/**
 * The gradient of `tf.leakyRelu`.
 *
 * @param dy - The gradient of the output; not disposed.
 * @param y - The output of `tf.leakyRelu`, or its input: they have the same sign; not disposed.
 * @param slope - The slope below 0, above 0 itself.
 * @returns A tensor of the same shape; the caller disposes of it.
 * @throws ArgumentError for what is no float32 tensor, or a slope that is not above 0; DisposedError; ShapeError when the shapes differ.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { leakyReluGradient } from '@causal-mechanisms/tensor-utils/kernels';
 *
 * const gradient = tf.tidy(() => leakyReluGradient(tf.ones([2]), tf.tensor1d([3, -0.5]), 0.25));
 * console.log(await gradient.data()); // [1, 0.25]
 * gradient.dispose();
 * ```
 */
export function leakyReluGradient<T extends tf.Tensor>(dy: T, y: T, slope: number): T {
  checkTensor('leakyReluGradient', 'y', y);
  expectShape('leakyReluGradient', 'dy', dy, y.shape);
  checkNumber('leakyReluGradient', 'slope', slope, { above: 0 });
  if (tf.getBackend() !== 'tensorflow') return tf.tidy(() => dy.mul<T>(y.step(slope)));
  const backend = tf.backend() as unknown as NativeBackend;
  const { binding } = backend;
  const attributes = [
    { name: 'alpha', type: binding.TF_ATTR_FLOAT, value: slope },
    { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
  ];
  return backend.executeSingleOutput('LeakyReluGrad', attributes, [dy, y]) as T;
}
