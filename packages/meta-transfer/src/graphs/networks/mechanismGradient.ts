import * as tf from '@tensorflow/tfjs';

/** The slope of the hidden units below 0. */
export const LEAK = 0.1;

/** A batch for one network per variable. */
export interface MechanismBatch {
  /** One-hot causes, zero where masked: `[variables, batch, variables * most]`. */
  readonly inputs: tf.Tensor3D;
  /** One-hot answers `[variables, batch, most]`. */
  readonly answers: tf.Tensor3D;
  /** Weight of each answer, such as 0 for the variable that was intervened on: `[variables, batch, 1]`. Default: all 1. */
  readonly weights?: tf.Tensor3D | undefined;
}

/** What {@link mechanismGradient} gives. */
export interface MechanismGradient {
  /** Negative log-likelihood summed over variables, averaged over the batch. */
  readonly cost: tf.Scalar;
  /** Its gradients, in the order of the layout. */
  readonly gradients: readonly tf.Tensor[];
}

/**
 * The cost of all networks on a batch and its gradient, without a tape: `logits = leaky(inputs E + b) W + c` for each variable.
 *
 * @param parameters - In the order of the layout; not disposed.
 * @param padding - `[variables, 1, most]`: 0 for categories that there are, a very negative number for others.
 * @param batch - The batch; not disposed.
 * @returns Cost and gradients; the caller disposes of them.
 */
export function mechanismGradient(
  parameters: readonly tf.Tensor[],
  padding: tf.Tensor3D,
  { inputs, answers, weights }: MechanismBatch,
): MechanismGradient {
  return tf.tidy(() => {
    const [embeddings, hiddenBias, outputs, outputBias] = parameters as [
      tf.Tensor3D,
      tf.Tensor3D,
      tf.Tensor3D,
      tf.Tensor3D,
    ];
    const batch = inputs.shape[1];
    const hidden = tf.matMul(inputs, embeddings).add(hiddenBias);
    const active = tf.leakyRelu(hidden, LEAK);
    const logits = tf.matMul(active, outputs).add(outputBias).add(padding);
    const largest = logits.max(2, true);
    const shifted = logits.sub(largest);
    const exponentials = shifted.exp();
    const totals = exponentials.sum(2, true);
    const costs = totals.log().sub(shifted.mul(answers).sum(2, true));
    const error = exponentials.div(totals).sub(answers);
    const scale = weights === undefined ? tf.scalar(1 / batch) : weights.div(batch);
    const toLogits = error.mul<tf.Tensor3D>(scale);
    const toActive = tf.matMul(toLogits, outputs, false, true);
    const toHidden = toActive.mul<tf.Tensor3D>(tf.leakyRelu(hidden.sign(), LEAK).abs());
    return {
      cost: costs.mul(scale).sum<tf.Scalar>(),
      gradients: [
        tf.matMul(inputs, toHidden, true),
        toHidden.sum(1, true),
        tf.matMul(active, toLogits, true),
        toLogits.sum(1, true),
      ],
    };
  });
}
