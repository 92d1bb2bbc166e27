import * as tf from '@tensorflow/tfjs';
import type { KernelCall } from './backendAccess.ts';
import { attributesOf, backendOf, input, offsetOf } from './backendAccess.ts';
import type { ConvolutionAttributes } from '../convolutionGeometry.ts';
import type { SimdProvider } from './simd/simdKernels.ts';

/** The attributes of a pooling gradient. */
interface PoolAttributes extends Omit<ConvolutionAttributes, 'dataFormat' | 'dilations'> {
  /** Height and width of the window. */
  readonly filterSize: [number, number] | number;
}

function poolInfo(
  inputShape: readonly number[],
  attributes: PoolAttributes,
): tf.backend_util.Conv2DInfo {
  return tf.backend_util.computePool2DInfo(
    inputShape as [number, number, number, number],
    attributes.filterSize,
    attributes.strides,
    1,
    attributes.pad,
    attributes.dimRoundingMode,
  );
}

/**
 * MaxPoolGrad. The stock kernel of 4.22 is wrong: its search for the maximum starts from the smallest POSITIVE float, so
 * the gradient of a window without a positive value ends up at a pixel that may not even be in the window. The first
 * of equal maxima takes it all here, as in the cpu backend.
 */
export function maxPoolGrad(call: KernelCall): tf.TensorInfo {
  const backend = backendOf(call);
  const x = input(call, 'input');
  const info = poolInfo(x.shape, attributesOf(call) as PoolAttributes);
  const { inChannels } = info;
  const out = backend.makeOutput(x.shape, x.dtype);
  const values = backend.typedArrayFromHeap(x);
  const gradient = backend.typedArrayFromHeap(input(call, 'dy'));
  const sums = backend.typedArrayFromHeap(out).fill(0);
  forEachWindow(info, (position, pixels) => {
    for (let c = 0; c < inChannels; c++) {
      let best = -Infinity;
      let at = -1;
      for (const pixel of pixels) {
        const value = values[pixel * inChannels + c] ?? 0;
        if (value > best) {
          best = value;
          at = pixel * inChannels + c;
        }
      }
      if (at >= 0) sums[at] = (sums[at] ?? 0) + (gradient[position * inChannels + c] ?? 0);
    }
  });
  return out;
}

/**
 * AvgPoolGrad: windows that tile the image by the SIMD functions. At a padded border the mean is over the pixels that
 * there are, and so is its gradient here, as in TensorFlow; the stock kernel divides by the whole window.
 */
export function avgPoolGrad(simd: SimdProvider | undefined) {
  return (call: KernelCall): tf.TensorInfo => {
    const backend = backendOf(call);
    const x = input(call, 'input');
    const dy = input(call, 'dy');
    const info = poolInfo(x.shape, attributesOf(call) as PoolAttributes);
    const out = backend.makeOutput(x.shape, 'float32');
    const tiles =
      info.filterHeight === info.strideHeight &&
      info.filterWidth === info.strideWidth &&
      info.outHeight * info.filterHeight === info.inHeight &&
      info.outWidth * info.filterWidth === info.inWidth;
    if (simd !== undefined && tiles) {
      simd(backend).avgPoolGradient(
        ...[offsetOf(backend, dy), offsetOf(backend, out), info.batchSize * info.outHeight],
        ...[info.outWidth, info.inChannels, info.filterHeight, info.filterWidth],
      );
      return out;
    }
    const gradient = backend.typedArrayFromHeap(dy);
    const sums = backend.typedArrayFromHeap(out).fill(0);
    const { inChannels } = info;
    forEachWindow(info, (position, pixels) => {
      for (let c = 0; c < inChannels; c++) {
        const share = (gradient[position * inChannels + c] ?? 0) / pixels.length;
        for (const pixel of pixels) {
          sums[pixel * inChannels + c] = (sums[pixel * inChannels + c] ?? 0) + share;
        }
      }
    });
    return out;
  };
}

/** Visits every output position with the input pixels under its window. */
function forEachWindow(
  info: tf.backend_util.Conv2DInfo,
  visit: (position: number, pixels: readonly number[]) => void,
): void {
  const { batchSize, inHeight, inWidth, outHeight, outWidth, padInfo } = info;
  const pixels: number[] = [];
  for (let n = 0; n < batchSize; n++) {
    for (let oy = 0; oy < outHeight; oy++) {
      const top = oy * info.strideHeight - padInfo.top;
      const toY = Math.min(top + info.filterHeight, inHeight);
      for (let ox = 0; ox < outWidth; ox++) {
        const left = ox * info.strideWidth - padInfo.left;
        const toX = Math.min(left + info.filterWidth, inWidth);
        pixels.length = 0;
        for (let iy = Math.max(top, 0); iy < toY; iy++) {
          for (let ix = Math.max(left, 0); ix < toX; ix++) {
            pixels.push((n * inHeight + iy) * inWidth + ix);
          }
        }
        visit((n * outHeight + oy) * outWidth + ox, pixels);
      }
    }
  }
}
