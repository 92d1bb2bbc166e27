import * as tf from '@tensorflow/tfjs';
import { encoderLoss } from '../../losses/logitLosses.ts';
import { scaleFactors } from '../../losses/scaleFactors.ts';
import { supervisedLoss } from '../../losses/supervisedLoss.ts';
import type { DearBatch } from '../dearData.ts';
import { advanceBuffers } from '../dearTrainee.ts';
import type { DearTrainee } from '../dearTrainee.ts';
import { encodeBatch } from '../draws.ts';
import { flatGradients } from './flatGradients.ts';
import type { FrozenDiscriminator } from './frozenDiscriminator.ts';
import { Observed } from '../observed.ts';

/** What a step of the encoder measured; the caller disposes of the tensors. */
export interface EncoderMeasures {
  /** What it made smaller: the loss by the discriminator and the weighted supervised one, before the update. */
  readonly loss: tf.Scalar;
  /** The supervised loss, without its weight. */
  readonly supervised: tf.Scalar;
  /** The mean logit of encoded pairs. */
  readonly logit: tf.Scalar;
}

/**
 * One update of the encoder: its pairs are to look like generated ones to the discriminator, and its means are to agree with the labels
 * that are known. Nothing else moves.
 *
 * @param trainee - Changed in place.
 * @param batch - Observations with labels; not disposed.
 * @param discriminator - As it is now; not disposed.
 * @returns What was measured.
 */
export function encoderStep(
  trainee: DearTrainee,
  batch: DearBatch,
  discriminator: FrozenDiscriminator,
): EncoderMeasures {
  const { config, groups } = trainee;
  const observed = new Observed();
  const [loss, supervised, logit, gradient] = tf.tidy(
    (): [tf.Scalar, tf.Scalar, tf.Scalar, tf.Tensor1D] => {
      let [agreement, mean] = [tf.scalar(0), tf.scalar(0)];
      const { value, gradients } = flatGradients([groups.encoder.vector], (parameters = []) => {
        const encoded = encodeBatch(trainee, batch.observations, {
          parameters,
          observe: observed.take,
        });
        const real = discriminator.logits(batch.observations, encoded.code);
        const told = supervisedLoss(encoded.mean, batch.labels, config.supervision);
        const scale = scaleFactors(real, 'encoder', config.scale);
        agreement = tf.keep(told.clone());
        mean = tf.keep(real.mean());
        return encoderLoss(real, scale).add<tf.Scalar>(told.mul(config.supervision.weight));
      });
      return [value, agreement, mean, gradients[0] as tf.Tensor1D];
    },
  );
  groups.encoder.apply(gradient);
  gradient.dispose();
  advanceBuffers(trainee, 'encoder', observed.values);
  observed.dispose();
  return { loss, supervised, logit };
}
