import * as tf from '@tensorflow/tfjs';
import { convolutionInfo } from '../convolutionGeometry.ts';
import type { ConvolutionAttributes } from '../convolutionGeometry.ts';
import { nativeInput } from './nativeBackend.ts';
import type { NativeCall, NativeKernel } from './nativeBackend.ts';

/**
 * Mends a stock convolution: of images of one channel it reads memory beyond the row where the window steps by more than
 * one column and has room for one place alone. A second channel, of zeros, takes it off that path.
 *
 * @param stock - The stock kernel.
 * @returns The kernel that is right for these as well.
 */
export function oneColumnConvolution(stock: NativeKernel): NativeKernel {
  return (call) => {
    if (!isMisread(call, false)) return stock(call);
    return tf.tidy(() => stock({ ...call, inputs: { ...call.inputs, ...widened(call) } }));
  };
}

/**
 * Mends the stock convolution of each channel on its own in the same way: of one channel it is a plain convolution.
 *
 * @param stock - The stock kernel.
 * @param plain - The stock kernel of the plain convolution with the same inputs.
 * @returns The kernel that is right for these as well.
 */
export function oneColumnDepthwise(stock: NativeKernel, plain: NativeKernel): NativeKernel {
  return (call) => {
    if (!isMisread(call, true)) return stock(call);
    return tf.tidy(() => plain({ ...call, inputs: { ...call.inputs, ...widened(call) } }));
  };
}

function isMisread(call: NativeCall, depthwise: boolean): boolean {
  const { shape } = nativeInput(call, 'x');
  const attributes: unknown = call.attrs;
  const geometry = attributes as ConvolutionAttributes;
  if (shape.length !== 4 || shape[3] !== 1 || geometry.dataFormat === 'NCHW') return false;
  const info = convolutionInfo(shape, nativeInput(call, 'filter').shape, geometry, depthwise);
  return info.outWidth === 1 && info.strideWidth > 1;
}

/** Images and filter with a second channel of zeros: channels are the last axis of images, the third one of filters. */
function widened(call: NativeCall): tf.NamedTensorInfoMap {
  return {
    x: padded(call, 'x', [0, 0, 0, 1]),
    filter: padded(call, 'filter', [0, 0, 1, 0]),
  };
}

function padded(call: NativeCall, name: string, after: readonly number[]): tf.TensorInfo {
  const kernel = tf.getKernel(tf.PadV2, 'tensorflow');
  const attrs: unknown = { paddings: after.map((count) => [0, count]), constantValue: 0 };
  return kernel.kernelFunc({
    inputs: { x: nativeInput(call, name) },
    backend: call.backend,
    attrs: attrs as tf.NamedAttrMap,
  }) as tf.TensorInfo;
}
