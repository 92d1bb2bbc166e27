import type * as tf from '@tensorflow/tfjs';
import { BackendError } from '../../errors.ts';
import type { KernelCall, WasmBackend } from './backendAccess.ts';
import { attributesOf, backendOf, input, release, reshaped } from './backendAccess.ts';
import type { MatMul } from './batchMatMul.ts';
import type { ConvolutionAttributes } from '../convolutionGeometry.ts';
import { convolutionInfo, isPointwise } from '../convolutionGeometry.ts';
import { simdFilterGradient, simdShape } from './simd/simdConvolution.ts';
import type { SimdProvider } from './simd/simdKernels.ts';
import type { RunStock } from './stockKernels.ts';

/**
 * Conv2DBackpropFilter, which the stock backend lacks (tfjs issue 8474).
 *
 * 3x3 filters of stride 1 go to the SIMD functions and 1x1 filters to one product. The general case is a forward
 * convolution with the batch in the place of the channels: the filter gradient is x correlated with dy, whose taps lie
 * as far apart as the forward window steps.
 */
export function conv2dBackpropFilter(
  stock: RunStock,
  matMul: MatMul,
  simd: SimdProvider | undefined,
) {
  return (call: KernelCall): tf.TensorInfo => {
    const backend = backendOf(call);
    const x = input(call, 'x');
    const dy = input(call, 'dy');
    const attributes = attributesOf(call) as ConvolutionAttributes & {
      readonly filterShape: readonly number[];
    };
    if (attributes.dataFormat === 'NCHW') {
      throw new BackendError('wasm Conv2DBackpropFilter: expected data format NHWC, got NCHW');
    }
    const info = convolutionInfo(x.shape, attributes.filterShape, attributes);
    const shape = simd === undefined ? undefined : simdShape(info);
    if (simd !== undefined && shape !== undefined) {
      return simdFilterGradient({ simd, stock, backend }, shape, { x, dy });
    }
    if (isPointwise(info)) {
      const pixels = info.batchSize * info.outHeight * info.outWidth;
      const product = matMul(
        backend,
        reshaped(x, [pixels, info.inChannels]),
        reshaped(dy, [pixels, info.outChannels]),
        { transposeA: true, transposeB: false },
      );
      return reshaped(product, [...attributes.filterShape]);
    }
    return composed(stock, backend, info, x, dy);
  };
}

function composed(
  stock: RunStock,
  backend: WasmBackend,
  info: tf.backend_util.Conv2DInfo,
  x: tf.TensorInfo,
  dy: tf.TensorInfo,
): tf.TensorInfo {
  const { strideHeight, strideWidth, padInfo, inChannels, inHeight, inWidth, batchSize } = info;
  const taps = stock('Transpose', backend, { x: dy }, { perm: [1, 2, 0, 3] }); // outHeight, outWidth, n, filters
  let image = stock('Transpose', backend, { x }, { perm: [3, 1, 2, 0] }); // channels, height, width, n
  // Padding that leaves exactly filterHeight x filterWidth positions. It is negative where the forward pass never
  // read the last rows or columns: those are cut off.
  const after = (size: number, out: number, filter: number, stride: number, before: number) =>
    filter + (out - 1) * stride - size - before;
  const bottom = after(inHeight, info.outHeight, info.filterHeight, strideHeight, padInfo.top);
  const right = after(inWidth, info.outWidth, info.filterWidth, strideWidth, padInfo.left);
  if (bottom < 0 || right < 0) {
    const size = [
      inChannels,
      inHeight + Math.min(bottom, 0),
      inWidth + Math.min(right, 0),
      batchSize,
    ];
    const cut = stock('Slice', backend, { x: image }, { begin: [0, 0, 0, 0], size });
    release(backend, image);
    image = cut;
  }
  const pad = [
    [0, 0],
    [padInfo.top, Math.max(bottom, 0)],
    [padInfo.left, Math.max(right, 0)],
    [0, 0],
  ];
  const gradient = stock(
    'Conv2D',
    backend,
    { x: image, filter: taps },
    { strides: 1, dilations: [strideHeight, strideWidth], pad, dataFormat: 'NHWC' },
  ); // channels, filterHeight, filterWidth, filters
  const out = stock('Transpose', backend, { x: gradient }, { perm: [1, 2, 0, 3] });
  release(backend, image, taps, gradient);
  return out;
}
