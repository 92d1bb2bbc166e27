import * as tf from '@tensorflow/tfjs';
import { tensorTuple, splitInto } from '@causal-mechanisms/tensor-utils';
import { product } from '../../shared/product.ts';

/** How queries, keys and values of the modules lie side by side. */
export interface AttentionSizes {
  readonly heads: number;
  /** The width of a query and of a key, per head. */
  readonly key: number;
  /** The width of a value, per head. */
  readonly value: number;
}

/** What modules read from each other, with what its gradient needs; the caller disposes of the tensors. */
export interface ModuleAttention {
  /** Heads side by side `[modules, batch, heads * value]`. */
  readonly read: tf.Tensor3D;
  /** For {@link moduleAttentionGradient}. */
  readonly saved: readonly tf.Tensor[];
}

/**
 * Every module attends to all modules: softmax(Q K^T / sqrt(key)) V per head.
 *
 * @param projected - Queries, keys and values side by side `[modules, batch, heads * (2 key + value)]`; not disposed.
 * @param sizes - Heads and widths.
 * @returns What was read.
 */
export function moduleAttention(projected: tf.Tensor3D, sizes: AttentionSizes): ModuleAttention {
  const [q, k, v] = byHead(projected, sizes);
  const scale = 1 / Math.sqrt(sizes.key);
  const attention = tf.softmax(product(q, k, 'second').mul<tf.Tensor4D>(scale));
  return { read: byModule(product(attention, v)), saved: [q, k, v, attention] };
}

/**
 * The gradient of {@link moduleAttention}.
 *
 * @param readGradient - For what was read `[modules, batch, heads * value]`.
 * @param saved - What the forward pass saved.
 * @param sizes - Heads and widths.
 * @returns For queries, keys and values side by side; the caller disposes of it.
 */
export function moduleAttentionGradient(
  readGradient: tf.Tensor3D,
  saved: readonly tf.Tensor[],
  sizes: AttentionSizes,
): tf.Tensor3D {
  const [q, k, v, attention] = tensorTuple(saved, [4, 4, 4, 4]);
  const [modules, batch] = readGradient.shape;
  const { heads, key, value } = sizes;
  const toRead = readGradient
    .reshape([modules, batch, heads, value])
    .transpose<tf.Tensor4D>([1, 2, 0, 3]);
  const weighted = attention.mul(product(toRead, v, 'second'));
  const toScores = weighted
    .sub(attention.mul(weighted.sum(3, true)))
    .mul<tf.Tensor4D>(1 / Math.sqrt(key));
  return tf.concat(
    [
      byModule(product(toScores, k)),
      byModule(product(toScores, q, 'first')),
      byModule(product(attention, toRead, 'first')),
    ],
    2,
  );
}

/** `[batch, heads, modules, width]` of queries, keys and values. */
function byHead(
  projected: tf.Tensor3D,
  { heads, key, value }: AttentionSizes,
): [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D] {
  const [modules, batch] = projected.shape;
  const apart = (part: tf.Tensor3D): tf.Tensor4D =>
    part.reshape([modules, batch, heads, -1]).transpose([1, 2, 0, 3]);
  const [q, k, v] = splitInto(projected, [heads * key, heads * key, heads * value], 2);
  return [apart(q), apart(k), apart(v)];
}

function byModule(heads: tf.Tensor4D): tf.Tensor3D {
  const [batch, , modules] = heads.shape;
  return heads.transpose([2, 0, 1, 3]).reshape([modules, batch, -1]);
}
