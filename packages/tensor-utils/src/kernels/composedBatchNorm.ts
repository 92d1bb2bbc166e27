import * as tf from '@tensorflow/tfjs';

/** What a kernel and the composed form give: the output, the mean and the population variance. */
export type Normalised = [y: tf.Tensor4D, mean: tf.Tensor1D, population: tf.Tensor1D];

/**
 * The composed form of batch norm: portable, and the oracle of the fused ones.
 */
export function composedForward(
  x: tf.Tensor4D,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  epsilon: number,
): Normalised {
  return tf.tidy(() => {
    const mean = tf.mean(x, [0, 1, 2]).as1D();
    const centred = x.sub<tf.Tensor4D>(mean);
    const population = tf.mean(centred.square(), [0, 1, 2]).as1D();
    const scale = population.add(epsilon).rsqrt().mul(gamma);
    return [centred.mul<tf.Tensor4D>(scale).add(beta), mean, population];
  });
}

/**
 * The composed form of its gradient: portable, and the oracle of the fused ones.
 */
export function composedGradient(
  dy: tf.Tensor4D,
  x: tf.Tensor4D,
  gamma: tf.Tensor1D,
  mean: tf.Tensor1D,
  population: tf.Tensor1D,
  epsilon: number,
): [dx: tf.Tensor4D, dGamma: tf.Tensor1D, dBeta: tf.Tensor1D] {
  return tf.tidy(() => {
    const inverseDeviation = population.add(epsilon).rsqrt();
    const normalised = x.sub<tf.Tensor4D>(mean).mul<tf.Tensor4D>(inverseDeviation);
    const dGamma = tf.sum(dy.mul(normalised), [0, 1, 2]).as1D();
    const dBeta = tf.sum(dy, [0, 1, 2]).as1D();
    const count = x.size / gamma.size;
    const dx = dy
      .sub<tf.Tensor4D>(dBeta.div(count))
      .sub<tf.Tensor4D>(normalised.mul(dGamma.div(count)))
      .mul<tf.Tensor4D>(gamma.mul(inverseDeviation));
    return [dx, dGamma, dBeta];
  });
}
