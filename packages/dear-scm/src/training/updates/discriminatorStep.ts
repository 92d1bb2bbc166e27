import * as tf from '@tensorflow/tfjs';
import { discriminatorLoss } from '../../losses/logitLosses.ts';
import type { DearBatch } from '../dearData.ts';
import { advanceBuffers, weightsOf } from '../dearTrainee.ts';
import type { DearTrainee } from '../dearTrainee.ts';
import { drawLatents, encodeBatch } from '../draws.ts';
import { flatGradients } from './flatGradients.ts';

/** What a step of the discriminator measured; the caller disposes of the tensors. */
export interface DiscriminatorMeasures {
  /** Its loss before the update. */
  readonly loss: tf.Scalar;
  /** The share of pairs on whose side it was right. */
  readonly accuracy: tf.Scalar;
}

/**
 * One update of the discriminator: encoded pairs (x, E(x)) against generated ones (G(z), z). Nothing else moves.
 *
 * @param trainee - Changed in place.
 * @param batch - Observations; not disposed.
 * @returns What was measured.
 */
export function discriminatorStep(trainee: DearTrainee, batch: DearBatch): DiscriminatorMeasures {
  const { networks, groups, streams } = trainee;
  const [n = 0] = batch.observations.shape;
  const [loss, accuracy, gradient] = tf.tidy((): [tf.Scalar, tf.Scalar, tf.Tensor1D] => {
    const encoded = encodeBatch(trainee, batch.observations).code;
    const latents = drawLatents(trainee, n);
    const generated = networks.generator.run(weightsOf(trainee, 'generator'), [latents], {
      training: true,
      noise: streams.generator,
    });
    // One pass over both halves: the weights are normalised once.
    const observations = batch.observations.concat(generated);
    const codes = encoded.concat(latents);
    let right = tf.scalar(0);
    const { value, gradients } = flatGradients([groups.discriminator.vector], (own) => {
      const weights = weightsOf(trainee, 'discriminator', own);
      const logits = networks.discriminator.run(weights, [observations, codes], { training: true });
      const [real, fake] = [logits.slice([0], [n]), logits.slice([n], [n])];
      right = tf.keep(shareRight(real, fake));
      return discriminatorLoss(real, fake);
    });
    return [value, right, gradients[0] as tf.Tensor1D];
  });
  groups.discriminator.apply(gradient);
  gradient.dispose();
  advanceBuffers(trainee, 'discriminator', new Map());
  return { loss, accuracy };
}

/** A logit of 0 says nothing. */
function shareRight(real: tf.Tensor1D, fake: tf.Tensor1D): tf.Scalar {
  return tf.tidy(() => {
    const positive = real.greater(0).cast('float32').mean();
    const negative = fake.less(0).cast('float32').mean();
    return positive.add(negative).div<tf.Scalar>(2);
  });
}
