import * as tf from '@tensorflow/tfjs';
import { withHandGradient } from '@causal-mechanisms/tensor-utils';

/**
 * The mean binary cross entropy of pixels, in nats: one op of the tape.
 *
 * @param logits - What the model says, any shape; not disposed.
 * @param targets - Pixels in [0, 1] of the same shape; not disposed.
 * @returns A scalar, differentiable in the logits; the caller disposes of it.
 */
export function bernoulliLoss(logits: tf.Tensor, targets: tf.Tensor): tf.Scalar {
  return withHandGradient<tf.Scalar, readonly [tf.Tensor]>([logits], {
    forward: () => {
      // log(1 + exp(-|z|)), by a sigmoid that lies in [1/2, 1].
      const rest = logits.abs().sigmoid().log();
      const value = logits.relu().sub(logits.mul(targets)).sub(rest).mean<tf.Scalar>();
      return { value, saved: [logits.sigmoid().sub(targets)] };
    },
    gradient: (dy, [residual]) => [residual.mul(dy.div(residual.size))],
  });
}
