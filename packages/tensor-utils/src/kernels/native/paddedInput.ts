import * as tf from '@tensorflow/tfjs';
import { nativeInput } from './nativeBackend.ts';
import type { NativeCall } from './nativeBackend.ts';

/**
 * An input of a kernel with zeros behind it.
 *
 * @param call - What the kernel was called with.
 * @param name - Of the input.
 * @param after - How many zeros along each axis.
 * @returns The caller disposes of it: the kernels of the node backend give whole tensors.
 */
export function paddedInput(call: NativeCall, name: string, after: readonly number[]): tf.Tensor {
  const attrs: unknown = { paddings: after.map((count) => [0, count]), constantValue: 0 };
  return tf.getKernel(tf.PadV2, 'tensorflow').kernelFunc({
    inputs: { x: nativeInput(call, name) },
    backend: call.backend,
    attrs: attrs as tf.NamedAttrMap,
  }) as tf.Tensor;
}
