import * as tf from '@tensorflow/tfjs';
import {
  adamPart,
  FlatAdam,
  sigmoid,
  softplus,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import {
  discriminatorForward,
  disposeDiscriminatorPass,
  imageGradient,
  parameterGradient,
} from '../networks/discriminatorPass.ts';
import { discriminatorLoss } from '../training/logitLosses.ts';
import type { DiscriminatorScorer } from './discriminatorScorer.ts';
import type { Objective, ScoreLoss } from './objective.ts';

/** Options of {@link discriminatorObjective}. */
export interface DiscriminatorOptions {
  /** Adam's step size. */
  readonly learningRate: number;
}

/** The non-saturating loss of a logit: -log D. */
export const nonSaturatingLoss: ScoreLoss = {
  value: (logit) => softplus(-logit),
  slope: (logit) => sigmoid(logit) - 1,
};

/**
 * Adversarial training: the scorer is a discriminator that learns along, to tell canonical images from outputs.
 *
 * @param scorer - The discriminator; changed in place.
 * @param options - How it learns.
 * @returns The objective; the caller disposes of it.
 */
export function discriminatorObjective(
  scorer: DiscriminatorScorer,
  { learningRate }: DiscriminatorOptions,
): Objective {
  const { parameters } = scorer;
  const adam = new FlatAdam(parameters.layout.length, { learningRate });
  return {
    scorer,
    winnerLoss: nonSaturatingLoss,
    async score(canonical, outputs, pause) {
      const images = tf.concat4d([canonical, outputs], 0);
      const pass = await discriminatorForward(parameters.views, images, pause);
      const logits = await pass.logits.data<'float32'>();
      const free = () => {
        disposeDiscriminatorPass(pass);
        images.dispose();
      };
      if (!logits.every(Number.isFinite)) {
        free();
        throw new ValuesError(
          'competitionStep: the discriminator gave a score that is not a number',
          { data: { index: logits.findIndex((logit) => !Number.isFinite(logit)) } },
        );
      }
      return {
        scores: logits.subarray(canonical.shape[0]),
        async update(rate) {
          const { gradient, ...figures } = discriminatorLoss(logits, canonical.shape[0]);
          const dLogits = tf.tensor1d(gradient);
          const dParameters = await parameterGradient(parameters.views, pass, dLogits, pause);
          free();
          await pause();
          parameters.replace(adam.update(parameters.values, dParameters, rate));
          tf.dispose([dLogits, dParameters]);
          await pause();
          const { loss, ...accuracies } = figures;
          return { discriminatorLoss: loss, ...accuracies };
        },
        dispose: free,
      };
    },
    async pixelGradient(images, lossOf, pause) {
      const pass = await discriminatorForward(parameters.views, images, pause);
      const loss = lossOf(await pass.logits.data<'float32'>());
      const dLogits = tf.tensor1d(loss.gradient);
      const dPixels = await imageGradient(parameters.views, pass, dLogits, pause);
      disposeDiscriminatorPass(pass);
      dLogits.dispose();
      return { loss, dPixels };
    },
    state: { 'discriminator.adam': adamPart(adam) },
    dispose: () => {
      adam.dispose();
    },
  };
}
