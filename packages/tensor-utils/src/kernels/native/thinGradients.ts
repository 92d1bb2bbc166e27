import * as tf from '@tensorflow/tfjs';
import { convolutionInfo } from '../convolutionGeometry.ts';
import type { ConvolutionAttributes } from '../convolutionGeometry.ts';
import { nativeInput } from './nativeBackend.ts';
import type { NativeCall, NativeKernel } from './nativeBackend.ts';
import { paddedInput } from './paddedInput.ts';

/**
 * Mends the stock gradient of a convolution for its images: from one channel to one channel it is wrong on processors with
 * AVX-512, and with strides on those with AVX2. A second filter, of zeros, takes it off that path.
 *
 * @param stock - The stock kernel of `Conv2DBackpropInput`.
 * @returns The kernel that is right for these as well.
 */
export function thinInputGradient(stock: NativeKernel): NativeKernel {
  return (call) => {
    const { shape } = nativeInput(call, 'filter');
    if (shape[2] !== 1 || shape[3] !== 1) return stock(call);
    const dy = paddedInput(call, 'dy', [0, 0, 0, 1]);
    const filter = paddedInput(call, 'filter', [0, 0, 0, 1]);
    try {
      return stock({ ...call, inputs: { ...call.inputs, dy, filter } });
    } finally {
      tf.dispose([dy, filter]);
    }
  };
}

/**
 * Mends the stock gradient of a convolution for its filter: where a filter of one pixel steps over others it writes beyond
 * its memory. The pixels that it meets are taken out first, and met one after the other.
 *
 * @param stock - The stock kernel of `Conv2DBackpropFilter`.
 * @returns The kernel that is right for these as well.
 */
export function pointFilterGradient(stock: NativeKernel): NativeKernel {
  return (call) => {
    const x = nativeInput(call, 'x');
    const attributes: unknown = call.attrs;
    const { filterShape, ...geometry } = attributes as ConvolutionAttributes & {
      readonly filterShape: readonly number[];
    };
    const [rows, columns, channels] = filterShape;
    const isPoint = rows === 1 && columns === 1 && channels === x.shape[3];
    if (!isPoint || x.shape.length !== 4 || geometry.dataFormat === 'NCHW') return stock(call);
    const { strideHeight, strideWidth } = convolutionInfo(x.shape, filterShape, geometry);
    if (strideHeight * strideWidth === 1) return stock(call);
    const met = everyNth(call, x, [1, strideHeight, strideWidth, 1]);
    const attrs: unknown = { ...geometry, filterShape, strides: 1, pad: 'valid' };
    try {
      return stock({
        ...call,
        inputs: { ...call.inputs, x: met },
        attrs: attrs as tf.NamedAttrMap,
      });
    } finally {
      met.dispose();
    }
  };
}

function everyNth(call: NativeCall, x: tf.TensorInfo, strides: readonly number[]): tf.Tensor {
  const masks = {
    beginMask: 0,
    endMask: 0,
    ellipsisMask: 0,
    newAxisMask: 0,
    shrinkAxisMask: 0,
  };
  const attrs: unknown = { begin: [0, 0, 0, 0], end: [...x.shape], strides, ...masks };
  return tf.getKernel(tf.StridedSlice, 'tensorflow').kernelFunc({
    inputs: { x },
    backend: call.backend,
    attrs: attrs as tf.NamedAttrMap,
  }) as tf.Tensor;
}
