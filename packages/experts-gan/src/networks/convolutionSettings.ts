import type { Tensor4D } from '@tensorflow/tfjs';

/**
 * The settings of a stock convolution that keeps the size of its input.
 *
 * @param kernel - `[height, width, input, output]`; not disposed.
 * @returns What `tf.layers.conv2d` takes.
 */
export function convolutionSettings(kernel: Tensor4D) {
  return {
    filters: kernel.shape[3],
    kernelSize: [kernel.shape[0], kernel.shape[1]] as [number, number],
    padding: 'same',
    // Set right after; zeros spare the unseeded draw of the stock initialiser.
    kernelInitializer: 'zeros',
  } as const;
}
