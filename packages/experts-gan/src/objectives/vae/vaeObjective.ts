import * as tf from '@tensorflow/tfjs';
import { quantile } from '@causal-mechanisms/metrics';
import { ValuesError } from '@causal-mechanisms/tensor-utils';
import type { Objective, ScoreLoss } from '../objective.ts';
import type { VaeObjective } from '../objectiveConfig.ts';
import { vaePixelGradient } from './vaeGradient.ts';
import { scoresOf, vaeForward } from './vaeNetwork.ts';
import type { VaePass } from './vaeNetwork.ts';
import type { VaeScorer } from './vaeScorer.ts';

/** Minus the score: winners make their scores as high as they can. */
export const negatedScore: ScoreLoss = { value: (score) => -score, slope: () => -1 };

/**
 * @param bound - The score that is good enough.
 * @returns Minus the score up to the bound: beyond it nothing is to be gained.
 */
export function boundedScore(bound: number): ScoreLoss {
  const isReached = (score: number) => score >= bound;
  return {
    value: (score) => -Math.min(score, bound),
    slope: (score) => (isReached(score) ? 0 : -1),
    isReached,
  };
}

/**
 * Scores by an autoencoder that is as it is: experts learn to make what it takes for canonical, and it learns nothing from them.
 *
 * @param scorer - The autoencoder, trained before.
 * @param bound - Which scores of canonical images are good enough for outputs. Default: none, they rise without end.
 * @returns The objective; it holds nothing to dispose of.
 */
export function vaeObjective(scorer: VaeScorer, bound: VaeObjective['bound'] = 'none'): Objective {
  const { parameters } = scorer;
  return {
    scorer,
    winnerLoss: negatedScore,
    async score(canonical, outputs, pause) {
      const images = tf.concat4d([canonical, outputs], 0);
      const pass = await vaeForward(parameters.views, images, null, pause);
      const values = await readScores(pass);
      tf.dispose([images, { ...pass }]);
      if (!values.every(Number.isFinite)) {
        throw new ValuesError(
          'competitionStep: the autoencoder gave a score that is not a number',
          { data: { index: values.findIndex((value) => !Number.isFinite(value)) } },
        );
      }
      await pause();
      const known = values.subarray(0, canonical.shape[0]);
      const canonicalLoss = -known.reduce((sum, value) => sum + value, 0) / known.length;
      const enough = typeof bound === 'number' ? quantile(known, bound) : -canonicalLoss;
      return {
        scores: values.subarray(canonical.shape[0]),
        ...(bound === 'none' ? {} : { winnerLoss: boundedScore(enough) }),
        update: () => Promise.resolve({ canonicalLoss }),
        dispose: () => undefined,
      };
    },
    async pixelGradient(images, lossOf, pause) {
      const pass = await vaeForward(parameters.views, images, null, pause);
      const loss = lossOf(await readScores(pass));
      const dLosses = loss.gradient.map((slope) => -slope);
      const flat = await vaePixelGradient(parameters.views, pass, dLosses, pause);
      const dPixels = flat.reshape<tf.Tensor4D>(images.shape);
      tf.dispose([flat, { ...pass }]);
      return { loss, dPixels };
    },
    state: {},
    dispose: () => undefined,
  };
}

async function readScores(pass: VaePass): Promise<Float32Array> {
  const scores = scoresOf(pass);
  const values = await scores.data<'float32'>();
  scores.dispose();
  return values;
}
