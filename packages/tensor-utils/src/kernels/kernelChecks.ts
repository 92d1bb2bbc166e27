import * as tf from '@tensorflow/tfjs';
import { checkTensor } from '../tensorChecks.ts';

/**
 * Whether the current backend has a kernel: its own type claims that every name has one.
 *
 * @param name - The name of the kernel.
 * @returns Whether `runKernel` would find it.
 */
export function hasKernel(name: string): boolean {
  const find: (name: string, backend: string) => tf.KernelConfig | undefined = tf.getKernel;
  return find(name, tf.getBackend()) !== undefined;
}

/**
 * Refuses a tensor that does not fit: a kernel would read past its end.
 *
 * @param owner - Who asks, for the message.
 * @param name - Of the tensor, for the message.
 * @param tensor - It.
 * @param shape - The shape that it must have.
 * @param dtype - The type that it must have. Default: float32.
 * @throws ArgumentError for what is no tensor or of another type, DisposedError for a disposed one, ShapeError for another shape.
 * @internal
 */
export function expectShape(
  owner: string,
  name: string,
  tensor: tf.Tensor,
  shape: readonly number[],
  dtype: tf.DataType = 'float32',
): void {
  checkTensor(owner, name, tensor, { shape, dtype });
}
