import * as tf from '@tensorflow/tfjs';
import { product } from './product.ts';

/** Entries up to which a product with ones and zeros is the fast way: it costs their number times that of the rows. */
const FEW = 2048;

/**
 * @param entries - Rows of a table.
 * @returns Whether gradients of its rows are added up by a product, which WebAssembly has to do for any number: no kernel of it adds up by row numbers.
 */
export function chosenByProduct(entries: number): boolean {
  // Its type does not say that a kernel may be missing.
  const find: (name: string, backend: string) => tf.KernelConfig | undefined = tf.getKernel;
  return entries <= FEW || find('UnsortedSegmentSum', tf.getBackend()) === undefined;
}

/**
 * The gradient of a table from those of the rows that were looked up in it.
 *
 * @param gradients - One row for each look-up `[lookUps, size]`; not disposed.
 * @param indices - Which entry each look-up read; not disposed.
 * @param entries - Rows of the table.
 * @returns Their sums `[entries, size]`; the caller disposes of them.
 */
export function sumsByEntry(
  gradients: tf.Tensor2D,
  indices: tf.Tensor1D,
  entries: number,
): tf.Tensor2D {
  if (!chosenByProduct(entries)) return tf.unsortedSegmentSum(gradients, indices, entries);
  return tf.tidy(() => {
    const chosen = tf.oneHot(indices, entries).cast('float32');
    return product(chosen as tf.Tensor2D, gradients, 'first');
  });
}
