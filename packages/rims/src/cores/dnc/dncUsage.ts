import * as tf from '@tensorflow/tfjs';
import { withHandGradient } from '@causal-mechanisms/tensor-utils';

/**
 * How far each slot is in use: written ones rise, and those fall that heads have read and give free,
 * `u = (u + w - u w) prod_r (1 - f_r w_r)`. The gradient goes through both parts.
 *
 * @param usage - u before `[batch, 1, slots]`; not disposed.
 * @param writeWeights - w of the last step `[batch, 1, slots]`; not disposed.
 * @param readWeights - w_r of the last step `[batch, readHeads, slots]`; not disposed.
 * @param free - f in [0, 1] `[batch, readHeads, 1]`; not disposed.
 * @returns u in [0, 1] `[batch, 1, slots]`; the caller disposes of it. One op on the tape, differentiable in all four.
 */
export function nextUsage(
  usage: tf.Tensor3D,
  writeWeights: tf.Tensor3D,
  readWeights: tf.Tensor3D,
  free: tf.Tensor3D,
): tf.Tensor3D {
  return withHandGradient([usage, writeWeights, readWeights, free], {
    forward: () => {
      const written = usage
        .add<tf.Tensor3D>(writeWeights)
        .sub<tf.Tensor3D>(usage.mul(writeWeights));
      const retention = tf.sub<tf.Tensor3D>(1, free.mul(readWeights)).prod<tf.Tensor3D>(1, true);
      return {
        value: written.mul(retention),
        saved: [usage, writeWeights, readWeights, free, written, retention],
      };
    },
    gradient: (dy, [used, write, read, gate, written, retention]) => {
      const dWritten = dy.mul<tf.Tensor3D>(retention);
      const dFreed = productOfOthers(tf.sub(1, gate.mul(read))).mul(dy.mul(written).neg());
      return [
        dWritten.sub(dWritten.mul(write)),
        dWritten.sub(dWritten.mul(used)),
        dFreed.mul(gate),
        dFreed.mul(read).sum(2, true),
      ];
    },
  });
}

/** For each head, the product of all the others: without a division, as a factor may be 0. */
function productOfOthers(factors: tf.Tensor3D): tf.Tensor3D {
  const heads = factors.shape[1];
  const each = tf.split(factors, heads, 1);
  const before: tf.Tensor[] = [tf.onesLike(each[0] as tf.Tensor)];
  const after: tf.Tensor[] = [tf.onesLike(each[0] as tf.Tensor)];
  for (let i = 1; i < heads; i++) {
    before.push((before[i - 1] as tf.Tensor).mul(each[i - 1] as tf.Tensor));
    after.unshift((after[0] as tf.Tensor).mul(each[heads - i] as tf.Tensor));
  }
  return tf.concat(before, 1).mul(tf.concat(after, 1));
}
