import * as tf from '@tensorflow/tfjs';
import type { KernelCall } from './backendAccess.ts';
import { attributesOf, backendOf, input } from './backendAccess.ts';

/**
 * UnsortedSegmentSum, the gradient of `tf.gather`, which the stock backend lacks. Rows whose id is out of range are
 * left out, as TensorFlow does.
 */
export function unsortedSegmentSum(call: KernelCall): tf.TensorInfo {
  const backend = backendOf(call);
  const x = input(call, 'x');
  const segmentIds = input(call, 'segmentIds');
  const { numSegments } = attributesOf(call) as { readonly numSegments: number };
  const out = backend.makeOutput([numSegments, ...x.shape.slice(segmentIds.shape.length)], x.dtype);
  const values = backend.typedArrayFromHeap(x);
  const ids = backend.typedArrayFromHeap(segmentIds);
  const sums = backend.typedArrayFromHeap(out).fill(0);
  const width = values.length / Math.max(1, ids.length);
  ids.forEach((id, row) => {
    if (id < 0 || id >= numSegments) return;
    for (let i = 0; i < width; i++) {
      sums[id * width + i] = (sums[id * width + i] ?? 0) + (values[row * width + i] ?? 0);
    }
  });
  return out;
}
