import * as tf from '@tensorflow/tfjs';
import type { KernelCall } from './backendAccess.ts';
import { attributesOf, backendOf, input } from './backendAccess.ts';
import { fillsWell } from './channelFiller.ts';
import type { ConvolutionAttributes } from '../convolutionGeometry.ts';
import { convolutionInfo } from '../convolutionGeometry.ts';
import type { SimdShape } from './simd/simdConvolution.ts';
import { simdConvolve, simdShape } from './simd/simdConvolution.ts';
import type { SimdProvider } from './simd/simdKernels.ts';
import type { RunStock } from './stockKernels.ts';

/** Conv2D: 3x3 convolutions of stride 1 by the SIMD functions, others by the stock kernel. */
export function conv2d(stock: RunStock, simd: SimdProvider) {
  return (call: KernelCall): tf.TensorInfo => {
    const backend = backendOf(call);
    const x = input(call, 'x');
    const filter = input(call, 'filter');
    const attributes = attributesOf(call) as ConvolutionAttributes;
    const shape = forwardShape(convolutionInfo(x.shape, filter.shape, attributes));
    return shape === undefined
      ? stock('Conv2D', backend, call.inputs, attributes)
      : simdConvolve({ simd, stock, backend }, shape, { x, filter, flip: false });
  };
}

/** FusedConv2D: the same, with a bias per filter and no activation. */
export function fusedConv2d(stock: RunStock, simd: SimdProvider) {
  return (call: KernelCall): tf.TensorInfo => {
    const backend = backendOf(call);
    const x = input(call, 'x');
    const filter = input(call, 'filter');
    const attributes = attributesOf(call) as ConvolutionAttributes & {
      readonly activation?: string;
    };
    const { activation = 'linear' } = attributes;
    const info = convolutionInfo(x.shape, filter.shape, attributes);
    const { bias } = call.inputs;
    const plain =
      activation === 'linear' &&
      (bias === undefined || tf.util.sizeFromShape(bias.shape) === info.outChannels);
    const shape = plain ? forwardShape(info) : undefined;
    return shape === undefined
      ? stock('FusedConv2D', backend, call.inputs, attributes)
      : simdConvolve({ simd, stock, backend }, shape, { x, filter, bias, flip: false });
  };
}

/** The shape for the SIMD functions, if they are faster than the stock kernel, which is fast at any channel count. */
function forwardShape(info: tf.backend_util.Conv2DInfo): SimdShape | undefined {
  return fillsWell(info.inChannels, info.outChannels) ? simdShape(info) : undefined;
}
