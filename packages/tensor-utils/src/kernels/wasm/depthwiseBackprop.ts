import * as tf from '@tensorflow/tfjs';
import type { KernelCall } from './backendAccess.ts';
import { attributesOf, backendOf, input } from './backendAccess.ts';
import type { ConvolutionAttributes } from '../convolutionGeometry.ts';

/** DepthwiseConv2dNativeBackpropFilter, which the stock backend lacks. */
export function depthwiseBackpropFilter(call: KernelCall): tf.TensorInfo {
  const backend = backendOf(call);
  const x = input(call, 'x');
  const attributes = attributesOf(call) as ConvolutionAttributes & {
    readonly filterShape: readonly number[];
  };
  const info = depthwiseInfo(x.shape, attributes.filterShape, attributes);
  const out = backend.makeOutput([...attributes.filterShape], 'float32');
  const values = backend.typedArrayFromHeap(x);
  const gradient = backend.typedArrayFromHeap(input(call, 'dy'));
  const sums = backend.typedArrayFromHeap(out).fill(0);
  const multiplier = info.outChannels / info.inChannels;
  forEachTap(info, (pixel, position, tap) => {
    for (let f = 0; f < info.outChannels; f++) {
      const value = values[pixel * info.inChannels + Math.floor(f / multiplier)] ?? 0;
      const i = tap * info.outChannels + f;
      sums[i] = (sums[i] ?? 0) + value * (gradient[position * info.outChannels + f] ?? 0);
    }
  });
  return out;
}

/** DepthwiseConv2dNativeBackpropInput, which the stock backend lacks. */
export function depthwiseBackpropInput(call: KernelCall): tf.TensorInfo {
  const backend = backendOf(call);
  const filter = input(call, 'filter');
  const attributes = attributesOf(call) as ConvolutionAttributes & {
    readonly inputShape: readonly number[];
  };
  const info = depthwiseInfo(attributes.inputShape, filter.shape, attributes);
  const out = backend.makeOutput([...attributes.inputShape], 'float32');
  const weights = backend.typedArrayFromHeap(filter);
  const gradient = backend.typedArrayFromHeap(input(call, 'dy'));
  const sums = backend.typedArrayFromHeap(out).fill(0);
  const multiplier = info.outChannels / info.inChannels;
  forEachTap(info, (pixel, position, tap) => {
    for (let f = 0; f < info.outChannels; f++) {
      const weight = weights[tap * info.outChannels + f] ?? 0;
      const i = pixel * info.inChannels + Math.floor(f / multiplier);
      sums[i] = (sums[i] ?? 0) + weight * (gradient[position * info.outChannels + f] ?? 0);
    }
  });
  return out;
}

function depthwiseInfo(
  inputShape: readonly number[],
  filterShape: readonly number[],
  attributes: ConvolutionAttributes,
): tf.backend_util.Conv2DInfo {
  return tf.backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    attributes.strides,
    attributes.dilations ?? 1,
    attributes.pad,
    attributes.dimRoundingMode,
    true,
  );
}

/** Visits every pair of an output position and an input pixel under its window, with the filter tap between them. */
function forEachTap(
  info: tf.backend_util.Conv2DInfo,
  visit: (pixel: number, position: number, tap: number) => void,
): void {
  const { inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth, padInfo } = info;
  for (let n = 0; n < info.batchSize; n++) {
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ky = 0; ky < filterHeight; ky++) {
        const iy = oy * info.strideHeight - padInfo.top + ky * info.dilationHeight;
        if (iy < 0 || iy >= inHeight) continue;
        for (let ox = 0; ox < outWidth; ox++) {
          for (let kx = 0; kx < filterWidth; kx++) {
            const ix = ox * info.strideWidth - padInfo.left + kx * info.dilationWidth;
            if (ix < 0 || ix >= inWidth) continue;
            const pixel = (n * inHeight + iy) * inWidth + ix;
            visit(pixel, (n * outHeight + oy) * outWidth + ox, ky * filterWidth + kx);
          }
        }
      }
    }
  }
}
