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
import { gradientPenalty } from './gradientPenalty.ts';
import type { Objective, ScoreLoss } from './objective.ts';

/** Options of {@link discriminatorObjective}. */
export interface DiscriminatorOptions {
  /** Adam's step size. */
  readonly learningRate: number;
  /** What it should say of canonical images, in (0.5, 1]. Default: 1. */
  readonly canonicalLabel?: number;
  /** The weight of the penalty on its slope at canonical images. Default: 0, none. */
  readonly gradientPenalty?: number;
  /** The accuracy above which it does not learn from a batch, or `false` to learn from all. Default: `false`. */
  readonly skipAbove?: number | false;
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
  options: DiscriminatorOptions,
): Objective {
  const {
    learningRate,
    canonicalLabel = 1,
    gradientPenalty: weight = 0,
    skipAbove = false,
  } = options;
  const { parameters } = scorer;
  const adam = new FlatAdam(parameters.layout.length, { learningRate });
  const step = (gradient: tf.Tensor1D, rate: number | undefined) => {
    parameters.replace(adam.update(parameters.values, gradient, rate));
    gradient.dispose();
  };
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
        async update({ learningRate: rate, outputWeights } = {}) {
          const { gradient, loss, ...accuracies } = discriminatorLoss(logits, canonical.shape[0], {
            canonicalLabel,
            outputWeights,
          });
          const figures = { discriminatorLoss: loss, ...accuracies };
          const { canonicalAccuracy, outputAccuracy } = accuracies;
          if (skipAbove !== false && (canonicalAccuracy + outputAccuracy) / 2 > skipAbove) {
            free();
            return figures;
          }
          const dLogits = tf.tensor1d(gradient);
          const dParameters = await parameterGradient(parameters.views, pass, dLogits, pause);
          free();
          dLogits.dispose();
          await pause();
          if (weight === 0) {
            step(dParameters, rate);
            await pause();
            return figures;
          }
          const slope = await gradientPenalty(parameters.views, canonical, weight, pause);
          const whole = dParameters.add<tf.Tensor1D>(slope.gradient);
          tf.dispose([dParameters, slope.gradient]);
          step(whole, rate);
          await pause();
          return { ...figures, gradientPenalty: slope.penalty };
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
