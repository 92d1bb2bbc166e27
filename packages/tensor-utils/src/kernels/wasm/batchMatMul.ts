import * as tf from '@tensorflow/tfjs';
import type { KernelCall, WasmBackend } from './backendAccess.ts';
import { attributesOf, backendOf, input, offsetOf, reshaped } from './backendAccess.ts';
import type { SimdProvider } from './simd/simdKernels.ts';
import { withScratch } from './simd/simdKernels.ts';
import type { RunStock } from './stockKernels.ts';

/** Which factors are stored transposed. */
export interface MatMulAttributes {
  /** The left factor is stored `[.., k, m]`. */
  readonly transposeA: boolean;
  /** The right factor is stored `[.., n, k]`. */
  readonly transposeB: boolean;
}

/** A (batched) matrix product. */
export type MatMul = (
  backend: WasmBackend,
  a: tf.TensorInfo,
  b: tf.TensorInfo,
  attributes: MatMulAttributes,
) => tf.TensorInfo;

/**
 * The product behind BatchMatMul: the stock kernel is fast for one plain product only and a scalar loop for transposed
 * and for batched ones, which is what gradients need.
 */
export function matMulOf(stock: RunStock, simd: SimdProvider | undefined): MatMul {
  if (simd === undefined) {
    return (backend, a, b, attributes) => stock('BatchMatMul', backend, { a, b }, attributes);
  }
  return (backend, a, b, { transposeA, transposeB }) => {
    const [rowsA = 1, columnsA = 1] = a.shape.slice(-2);
    const [rowsB = 1, columnsB = 1] = b.shape.slice(-2);
    const [m, k] = transposeA ? [columnsA, rowsA] : [rowsA, columnsA];
    const n = transposeB ? rowsB : columnsB;
    const batchA = tf.util.sizeFromShape(a.shape.slice(0, -2));
    const batchB = tf.util.sizeFromShape(b.shape.slice(0, -2));
    const batchShape = tf.broadcast_util.assertAndGetBroadcastShape(
      a.shape.slice(0, -2),
      b.shape.slice(0, -2),
    );
    const count = tf.util.sizeFromShape(batchShape);
    const whole = (batch: number) => batch === count || batch === 1;
    if (a.dtype !== 'float32' || b.dtype !== 'float32' || !whole(batchA) || !whole(batchB)) {
      return stock('BatchMatMul', backend, { a, b }, { transposeA, transposeB });
    }
    const kernels = simd(backend);
    const out = backend.makeOutput([...batchShape, m, n], 'float32');
    withScratch(backend, kernels.matMulScratchBytes(), (scratch) => {
      for (let i = 0; i < count; i++) {
        kernels.matMul(
          offsetOf(backend, a) + (batchA === 1 ? 0 : 4 * i * m * k),
          offsetOf(backend, b) + (batchB === 1 ? 0 : 4 * i * k * n),
          offsetOf(backend, out) + 4 * i * m * n,
          ...[scratch, m, k, n, Number(transposeA), Number(transposeB)],
        );
      }
    });
    return out;
  };
}

/** BatchMatMul through {@link matMulOf}. */
export function batchMatMul(matMul: MatMul) {
  return (call: KernelCall): tf.TensorInfo => {
    const a = input(call, 'a');
    const b = input(call, 'b');
    // tfjs-core pads the ranks of its operands with ones, but custom callers may not.
    const rank = Math.max(a.shape.length, b.shape.length);
    const padded = (info: tf.TensorInfo) =>
      reshaped(info, [...Array<number>(rank - info.shape.length).fill(1), ...info.shape]);
    return matMul(backendOf(call), padded(a), padded(b), attributesOf(call) as MatMulAttributes);
  };
}
