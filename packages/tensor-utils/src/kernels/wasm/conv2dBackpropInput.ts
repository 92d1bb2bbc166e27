import type * as tf from '@tensorflow/tfjs';
import type { KernelCall, WasmBackend } from './backendAccess.ts';
import { attributesOf, backendOf, input, release, reshaped } from './backendAccess.ts';
import type { MatMul } from './batchMatMul.ts';
import type { ConvolutionAttributes } from '../convolutionGeometry.ts';
import { convolutionInfo, isPointwise } from '../convolutionGeometry.ts';
import { simdConvolve, simdShape, transposedShape } from './simd/simdConvolution.ts';
import type { SimdProvider } from './simd/simdKernels.ts';
import type { RunStock } from './stockKernels.ts';

/**
 * Conv2DBackpropInput, a scalar loop in the stock backend: the output gradient, spread by the stride, is convolved with
 * the filter turned by half a turn and with its channel axes swapped.
 */
export function conv2dBackpropInput(
  stock: RunStock,
  matMul: MatMul,
  simd: SimdProvider | undefined,
) {
  return (call: KernelCall): tf.TensorInfo => {
    const backend = backendOf(call);
    const dy = input(call, 'dy');
    const filter = input(call, 'filter');
    const attributes = attributesOf(call) as ConvolutionAttributes & {
      readonly inputShape: readonly number[];
    };
    const { inputShape } = attributes;
    if (attributes.dataFormat === 'NCHW') {
      return stock('Conv2DBackpropInput', backend, call.inputs, attributes);
    }
    const info = convolutionInfo(inputShape, filter.shape, attributes);
    const shape = simd === undefined ? undefined : simdShape(info);
    if (simd !== undefined && shape !== undefined) {
      const operands = { x: dy, filter, flip: true };
      return simdConvolve({ simd, stock, backend }, transposedShape(shape), operands);
    }
    if (isPointwise(info)) {
      const { batchSize, outHeight, outWidth, inChannels, outChannels } = info;
      const product = matMul(
        backend,
        reshaped(dy, [batchSize * outHeight * outWidth, outChannels]),
        reshaped(filter, [inChannels, outChannels]),
        { transposeA: false, transposeB: true },
      );
      return reshaped(product, [...inputShape]);
    }
    return composed(stock, backend, info, dy, filter);
  };
}

function composed(
  stock: RunStock,
  backend: WasmBackend,
  info: tf.backend_util.Conv2DInfo,
  dy: tf.TensorInfo,
  filter: tf.TensorInfo,
): tf.TensorInfo {
  const { batchSize, inHeight, inWidth, outChannels, filterHeight, filterWidth, padInfo } = info;
  const reversed = stock('Reverse', backend, { x: filter }, { dims: [0, 1] });
  const turned = stock('Transpose', backend, { x: reversed }, { perm: [0, 1, 3, 2] });
  const temporary = [reversed, turned];
  const height = (info.outHeight - 1) * info.strideHeight + 1;
  const width = (info.outWidth - 1) * info.strideWidth + 1;
  let image = spread(stock, backend, info, dy, temporary);
  const top = filterHeight - 1 - padInfo.top;
  const left = filterWidth - 1 - padInfo.left;
  const bottom = inHeight - top - height + filterHeight - 1;
  const right = inWidth - left - width + filterWidth - 1;
  const cut = [top, bottom, left, right].map((padding) => Math.max(0, -padding));
  if (cut.some((amount) => amount > 0)) {
    const [above = 0, below = 0, before = 0, behind = 0] = cut;
    const begin = [0, above, before, 0];
    const size = [batchSize, height - above - below, width - before - behind, outChannels];
    image = stock('Slice', backend, { x: image }, { begin, size });
    temporary.push(image);
  }
  const pad = [
    [0, 0],
    [Math.max(top, 0), Math.max(bottom, 0)],
    [Math.max(left, 0), Math.max(right, 0)],
    [0, 0],
  ];
  const attributes = { strides: 1, dilations: 1, pad, dataFormat: 'NHWC' };
  const out = stock('Conv2D', backend, { x: image, filter: turned }, attributes);
  release(backend, ...temporary);
  return out;
}

/** Puts stride - 1 zeros between neighbours; what it allocates goes on the list of temporary tensors. */
function spread(
  stock: RunStock,
  backend: WasmBackend,
  info: tf.backend_util.Conv2DInfo,
  dy: tf.TensorInfo,
  temporary: tf.TensorInfo[],
): tf.TensorInfo {
  const { batchSize, outHeight, outWidth, outChannels, strideHeight, strideWidth } = info;
  if (strideHeight === 1 && strideWidth === 1) return dy;
  const zerosAfter = (x: tf.TensorInfo, count: number) => {
    const paddings = [
      [0, 0],
      [0, count],
      [0, 0],
    ];
    const padded = stock('PadV2', backend, { x }, { paddings, constantValue: 0 });
    temporary.push(padded);
    return padded;
  };
  const rows = zerosAfter(
    reshaped(dy, [batchSize * outHeight, 1, outWidth * outChannels]),
    strideHeight - 1,
  );
  const height = outHeight * strideHeight;
  const columns = zerosAfter(
    reshaped(rows, [batchSize * height * outWidth, 1, outChannels]),
    strideWidth - 1,
  );
  const image = reshaped(columns, [batchSize, height, outWidth * strideWidth, outChannels]);
  const size = [
    batchSize,
    (outHeight - 1) * strideHeight + 1,
    (outWidth - 1) * strideWidth + 1,
    outChannels,
  ];
  const trimmed = stock('Slice', backend, { x: image }, { begin: [0, 0, 0, 0], size });
  temporary.push(trimmed);
  return trimmed;
}
