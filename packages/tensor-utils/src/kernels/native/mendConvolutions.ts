import * as tf from '@tensorflow/tfjs';
import { findKernel, isOnProcessor, kernelOf, replaceKernel } from './nativeRegistry.ts';
import type { NativeKernel } from './nativeBackend.ts';
import { oneColumnConvolution, oneColumnDepthwise } from './oneColumnConvolution.ts';
import { pointFilterGradient, thinInputGradient } from './thinGradients.ts';

/** What TensorFlow 2.21 with oneDNN computes wrongly for some shapes, and what mends it. */
const MENDS: ReadonlyMap<string, (stock: NativeKernel) => NativeKernel> = new Map([
  [tf.Conv2D, oneColumnConvolution],
  [tf.Conv2DBackpropFilter, pointFilterGradient],
  [tf.Conv2DBackpropInput, thinInputGradient],
  [tf.DepthwiseConv2dNative, (stock) => oneColumnDepthwise(stock, kernelOf(tf.Conv2D))],
  [tf.FusedConv2D, oneColumnConvolution],
  [tf.FusedDepthwiseConv2D, (stock) => oneColumnDepthwise(stock, kernelOf(tf.FusedConv2D))],
]);

const mended = new Set<string>();

/**
 * Puts convolutions that are right for every shape in the place of the stock ones of the node backend. Shapes that the
 * stock ones compute rightly go to them as before. On a GPU nothing changes; a second call does nothing.
 *
 * @throws BackendError when the node backend is not loaded.
 */
export function mendConvolutions(): void {
  if (!isOnProcessor('mendConvolutions')) return;
  for (const [name, mend] of MENDS) {
    const stock = findKernel(name);
    if (stock === undefined || mended.has(name)) continue;
    mended.add(name);
    replaceKernel(name, mend(stock));
  }
}
