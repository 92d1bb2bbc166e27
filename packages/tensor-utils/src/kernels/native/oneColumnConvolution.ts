import * as tf from '@tensorflow/tfjs';
import { convolutionInfo } from '../convolutionGeometry.ts';
import type { ConvolutionAttributes } from '../convolutionGeometry.ts';
import { nativeInput } from './nativeBackend.ts';
import type { NativeCall, NativeKernel } from './nativeBackend.ts';
import { paddedInput } from './paddedInput.ts';

/**
 * Mends a stock convolution: of images of one channel it reads memory beyond the row where the window steps by more than
 * one column and has room for one place alone. A second channel, of zeros, takes it off that path.
 *
 * @param stock - The stock kernel.
 * @returns The kernel that is right for these as well.
 */
export function oneColumnConvolution(stock: NativeKernel): NativeKernel {
  return (call) => {
    return isMisread(call, false) ? widened(stock, call) : stock(call);
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
    return isMisread(call, true) ? widened(plain, call) : stock(call);
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

/** A second channel of zeros: channels are the last axis of images, the third one of filters. */
function widened(stock: NativeKernel, call: NativeCall): ReturnType<NativeKernel> {
  const x = paddedInput(call, 'x', [0, 0, 0, 1]);
  const filter = paddedInput(call, 'filter', [0, 0, 1, 0]);
  try {
    return stock({ ...call, inputs: { ...call.inputs, x, filter } });
  } finally {
    tf.dispose([x, filter]);
  }
}
