import type * as tf from '@tensorflow/tfjs';
import type { WasmBackend } from './backendAccess.ts';
import { offsetOf, release } from './backendAccess.ts';
import type { SimdProvider } from './simd/simdKernels.ts';
import type { RunStock } from './stockKernels.ts';

/** What a convolution works with: the SIMD functions, and the stock kernels that fill and cut channels. */
export interface SimdConvolver {
  /** The SIMD functions. */
  readonly simd: SimdProvider;
  /** The stock kernels. */
  readonly stock: RunStock;
  /** The backend of the tensors. */
  readonly backend: WasmBackend;
}

/**
 * The channel count that the SIMD functions work with: one, or full vectors. Other counts are filled up with zeros,
 * which is still several times faster than the general way.
 */
export function wholeChannels(count: number): number {
  return count === 1 ? 1 : Math.ceil(count / 8) * 8;
}

/** Whether most of the work on filled channels is real: otherwise the stock forward kernel is faster. */
export function fillsWell(channels: number, filters: number): boolean {
  return wholeChannels(channels) * wholeChannels(filters) < 2 * channels * filters;
}

/** Fills tensors up with zeros where they are smaller than wanted, and releases what it made. */
export class ChannelFiller {
  readonly #convolver: SimdConvolver;
  readonly #made: tf.TensorInfo[] = [];

  /** @param convolver - What to fill with. */
  constructor(convolver: SimdConvolver) {
    this.#convolver = convolver;
  }

  /** The offset of the tensor, or of its filled copy. */
  offset(x: tf.TensorInfo, shape: readonly number[]): number {
    const { stock, backend } = this.#convolver;
    if (shape.every((size, axis) => size === x.shape[axis])) return offsetOf(backend, x);
    const paddings = shape.map((size, axis) => [0, size - (x.shape[axis] ?? size)]);
    const filled = stock('PadV2', backend, { x }, { paddings, constantValue: 0 });
    this.#made.push(filled);
    return offsetOf(backend, filled);
  }

  /** Disposes of the copies. */
  release(): void {
    release(this.#convolver.backend, ...this.#made);
  }
}

/** Cuts filled channels off; the tensor itself when there are none. */
export function cut(
  { stock, backend }: SimdConvolver,
  x: tf.TensorInfo,
  size: readonly number[],
): tf.TensorInfo {
  if (size.every((length, axis) => length === x.shape[axis])) return x;
  const part = stock('Slice', backend, { x }, { begin: size.map(() => 0), size: [...size] });
  release(backend, x);
  return part;
}
