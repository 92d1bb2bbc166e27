import type * as tf from '@tensorflow/tfjs';
import { offsetOf } from '../backendAccess.ts';
import type { SimdConvolver } from '../channelFiller.ts';
import { ChannelFiller, cut, wholeChannels } from '../channelFiller.ts';
import { withScratch } from './simdKernels.ts';

/** A convolution that the SIMD functions take: 3x3, stride 1, no dilation, channels last. */
export interface SimdShape {
  /** Images. */
  readonly batch: number;
  /** Height and width of the input. */
  readonly inSize: readonly [number, number];
  /** Height and width of the output. */
  readonly outSize: readonly [number, number];
  /** Input channels. */
  readonly channels: number;
  /** Output channels. */
  readonly filters: number;
  /** Zero rows above and zero columns left of the input. */
  readonly pad: readonly [number, number];
}

/**
 * Describes a convolution for the SIMD functions.
 *
 * @param info - The geometry that tfjs computed.
 * @returns The shape, or `undefined` when they do not cover it.
 */
export function simdShape(info: tf.backend_util.Conv2DInfo): SimdShape | undefined {
  const { filterHeight, filterWidth, strideHeight, strideWidth, inChannels, outChannels } = info;
  const plain =
    info.dataFormat === 'channelsLast' &&
    filterHeight === 3 &&
    filterWidth === 3 &&
    strideHeight === 1 &&
    strideWidth === 1 &&
    info.dilationHeight === 1 &&
    info.dilationWidth === 1;
  const { top, left } = info.padInfo;
  // The input gradient pads by 2 - pad.
  if (!plain || top > 2 || left > 2 || Math.max(inChannels, outChannels) < 8) return undefined;
  return {
    batch: info.batchSize,
    inSize: [info.inHeight, info.inWidth],
    outSize: [info.outHeight, info.outWidth],
    channels: inChannels,
    filters: outChannels,
    pad: [top, left],
  };
}

/** The convolution whose output is the gradient with respect to the input of `shape`. */
export function transposedShape(shape: SimdShape): SimdShape {
  return {
    ...shape,
    inSize: shape.outSize,
    outSize: shape.inSize,
    channels: shape.filters,
    filters: shape.channels,
    pad: [2 - shape.pad[0], 2 - shape.pad[1]],
  };
}

/**
 * Convolves.
 *
 * @param convolver - What to work with.
 * @param shape - What {@link simdShape} or {@link transposedShape} gave.
 * @param operands - `x` `[batch, inHeight, inWidth, channels]`; `filter` `[3, 3, channels, filters]`, or
 * `[3, 3, filters, channels]` turned by half a turn when `flip`; perhaps `bias` `[filters]`.
 * @returns `[batch, outHeight, outWidth, filters]`.
 */
export function simdConvolve(
  convolver: SimdConvolver,
  shape: SimdShape,
  operands: {
    readonly x: tf.TensorInfo;
    readonly filter: tf.TensorInfo;
    readonly bias?: tf.TensorInfo | undefined;
    readonly flip: boolean;
  },
): tf.TensorInfo {
  const { simd, backend } = convolver;
  const { batch, inSize, outSize, pad } = shape;
  const [channels, filters] = [wholeChannels(shape.channels), wholeChannels(shape.filters)];
  const [first, last] = operands.flip ? [filters, channels] : [channels, filters];
  const filled = new ChannelFiller(convolver);
  const x = filled.offset(operands.x, [...operands.x.shape.slice(0, 3), channels]);
  const w = filled.offset(operands.filter, [3, 3, first, last]);
  const b = operands.bias === undefined ? 0 : filled.offset(operands.bias, [filters]);
  const out = backend.makeOutput([batch, ...outSize, filters], 'float32');
  const y = offsetOf(backend, out);
  const kernels = simd(backend);
  const flip = Number(operands.flip);
  if (filters === 1) {
    kernels.conv3x3ToOne(x, w, b, y, batch, ...inSize, channels, ...outSize, ...pad, flip);
  } else if (channels === 1) {
    withScratch(backend, kernels.thinScratchBytes(outSize[1], filters), (scratch) =>
      kernels.conv3x3FromOne(
        ...[x, w, b, y, scratch, batch],
        ...[...inSize, ...outSize, filters, ...pad, flip],
      ),
    );
  } else {
    withScratch(backend, kernels.conv3x3ScratchBytes(channels, filters), (scratch) =>
      kernels.conv3x3(
        ...[x, w, b, y, scratch, batch],
        ...[...inSize, channels, ...outSize, filters, ...pad, flip],
      ),
    );
  }
  filled.release();
  return cut(convolver, out, [batch, ...outSize, shape.filters]);
}

/**
 * The gradient of {@link simdConvolve} (without `flip`) with respect to its filter.
 *
 * @param convolver - What to work with.
 * @param shape - What {@link simdShape} gave for the convolution.
 * @param operands - Its input `x` and the gradient `dy` of its output.
 * @returns `[3, 3, channels, filters]`.
 */
export function simdFilterGradient(
  convolver: SimdConvolver,
  shape: SimdShape,
  operands: { readonly x: tf.TensorInfo; readonly dy: tf.TensorInfo },
): tf.TensorInfo {
  const { simd, backend } = convolver;
  const { batch, inSize, outSize, pad } = shape;
  const [channels, filters] = [wholeChannels(shape.channels), wholeChannels(shape.filters)];
  const filled = new ChannelFiller(convolver);
  const x = filled.offset(operands.x, [batch, ...inSize, channels]);
  const dy = filled.offset(operands.dy, [batch, ...outSize, filters]);
  const out = backend.makeOutput([3, 3, channels, filters], 'float32');
  const dw = offsetOf(backend, out);
  const kernels = simd(backend);
  if (channels === 1) {
    withScratch(backend, kernels.thinScratchBytes(outSize[1], filters), (scratch) =>
      kernels.conv3x3ThinFilterGradient(
        ...[x, dy, dw, scratch, batch],
        ...[...inSize, ...outSize, filters, ...pad, 0],
      ),
    );
  } else if (filters === 1) {
    // Seen from the input's positions, the output gradient is what is shifted, the other way round.
    const turned = transposedShape(shape).pad;
    withScratch(backend, kernels.thinScratchBytes(inSize[1], channels), (scratch) =>
      kernels.conv3x3ThinFilterGradient(
        ...[dy, x, dw, scratch, batch],
        ...[...outSize, ...inSize, channels, ...turned, 1],
      ),
    );
  } else {
    withScratch(backend, kernels.conv3x3ScratchBytes(channels, filters), (scratch) =>
      kernels.conv3x3FilterGradient(
        ...[x, dy, dw, scratch, batch],
        ...[...inSize, channels, ...outSize, filters, ...pad],
      ),
    );
  }
  filled.release();
  return cut(convolver, out, [3, 3, shape.channels, shape.filters]);
}
