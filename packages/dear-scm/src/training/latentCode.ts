import * as tf from '@tensorflow/tfjs';

/** The two halves of what an encoder gives. */
export interface LatentCode {
  /** `[n, latentWidth]`. */
  readonly mean: tf.Tensor2D;
  /** `[n, latentWidth]`. */
  readonly logVariance: tf.Tensor2D;
}

/**
 * @param output - `[n, 2 latentWidth]` of an encoder; not disposed.
 * @returns Means and logarithms of variances; the surrounding tidy disposes of them.
 */
export function latentCode(output: tf.Tensor2D): LatentCode {
  const width = output.shape[1] / 2;
  return {
    mean: output.slice([0, 0], [-1, width]),
    logVariance: output.slice([0, width], [-1, width]),
  };
}

/**
 * Keeps variances from running away: where the discriminator calls codes far out real, the encoder grows their variance, exponentially in its
 * output. The bound is smooth, so that a variance at it still has a way back.
 *
 * @param code - Means and logarithms of variances; not disposed.
 * @param limit - No logarithm of a variance gets above it; null for no bound.
 * @returns The code with limit - softplus(limit - logVariance): the same far below the limit. The surrounding tidy disposes of it.
 */
export function boundedCode(code: LatentCode, limit: number | null): LatentCode {
  if (limit === null) return code;
  const below = tf.sub(limit, code.logVariance).softplus();
  return { mean: code.mean, logVariance: tf.sub(limit, below) };
}

/**
 * A draw from the distribution of a code, differentiable in it.
 *
 * @param code - Means and logarithms of variances; not disposed.
 * @param noise - `[n, latentWidth]`, standard normal; not disposed.
 * @returns mean + exp(logVariance / 2) noise; the surrounding tidy disposes of it.
 */
export function sampledCode({ mean, logVariance }: LatentCode, noise: tf.Tensor2D): tf.Tensor2D {
  return mean.add(logVariance.div(2).exp().mul(noise));
}
