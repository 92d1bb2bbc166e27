import * as tf from '@tensorflow/tfjs';

/** Which divergence between encoder and generator the gradients descend. */
export type Divergence = 'kl' | 'reverse-kl' | 'js' | 'hellinger' | 'plain';

/** Whose gradient is scaled. */
export type ScaledSide = 'encoder' | 'generator';

/** Settings of {@link scaleFactors}. */
export interface ScaleOptions {
  /** The divergence of the joint distributions. */
  readonly divergence: Divergence;
  /** Bounds of r = exp(D) before the factor is taken of it; null: no bounds, as in the theorem. */
  readonly clip: readonly [number, number] | null;
}

/** The largest logit whose exponential stays finite in single precision. */
const LARGEST_LOGIT = 80;

/**
 * The weights of samples in the gradients of encoder and generator, from r = exp(D) with the logit D that estimates
 * log q_E(x, z) / p_G(x, z). With f the function of the divergence they are r^2 f''(r) for the generator and r f''(r) for the encoder:
 *
 * | divergence | generator | encoder |
 * |---|---|---|
 * | `kl`, KL(q \|\| p) | r | 1 |
 * | `reverse-kl`, KL(p \|\| q) | 1 | 1 / r |
 * | `js`, KL(q \|\| (p + q) / 2) + KL(p \|\| (p + q) / 2) | r / (1 + r) | 1 / (1 + r) |
 * | `hellinger`, integral of (sqrt q - sqrt p)^2 | sqrt(r) / 2 | 1 / (2 sqrt(r)) |
 * | `plain`, no divergence: the direction of the logit itself | 1 | 1 |
 *
 * @param logits - D of generated pairs for the generator, of encoded pairs for the encoder, `[n]`; not disposed.
 * @param side - Whose gradient.
 * @param options - The divergence and the bounds.
 * @returns `[n]`, to be used as constants; the caller disposes of it.
 */
export function scaleFactors(
  logits: tf.Tensor1D,
  side: ScaledSide,
  { divergence, clip }: ScaleOptions,
): tf.Tensor1D {
  return tf.tidy(() => {
    const bounds = clip?.map(Math.log) ?? [-LARGEST_LOGIT, LARGEST_LOGIT];
    const [least = 0, most = 0] = bounds;
    // Bounded as a logarithm: the exponential of a large logit is infinite.
    const logRatio = tf.clipByValue(logits, least, most);
    const generator = side === 'generator';
    const towards = generator ? logRatio : tf.neg(logRatio);
    switch (divergence) {
      case 'kl':
        return generator ? tf.exp(towards) : tf.onesLike(logits);
      case 'reverse-kl':
        return generator ? tf.onesLike(logits) : tf.exp(towards);
      case 'js':
        return tf.sigmoid(towards);
      case 'hellinger':
        return tf.exp(tf.mul<tf.Tensor1D>(towards, 0.5)).mul<tf.Tensor1D>(0.5);
      case 'plain':
        return tf.onesLike(logits);
    }
  });
}

/**
 * @param logits - D of pairs; not disposed.
 * @param options - The bounds.
 * @returns The share of pairs whose r = exp(D) is outside the bounds, as a scalar: where it is large, the factors carry no information.
 *   The caller disposes of it.
 */
export function clippedShare(logits: tf.Tensor1D, { clip }: ScaleOptions): tf.Scalar {
  return tf.tidy(() => {
    if (clip === null) return tf.scalar(0);
    const [least, most] = clip.map(Math.log) as [number, number];
    return logits.less(least).logicalOr(logits.greater(most)).cast('float32').mean<tf.Scalar>();
  });
}
