import * as tf from '@tensorflow/tfjs';

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
