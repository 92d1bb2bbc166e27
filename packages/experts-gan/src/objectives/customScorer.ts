import * as tf from '@tensorflow/tfjs';
import {
  ParameterVector,
  parameterLayout,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import type { CustomObjective } from './customObjective.ts';
import { nonSaturatingLoss } from './discriminatorObjective.ts';
import type { Objective } from './objective.ts';
import type { Scorer } from './scorer.ts';
import { meanOfPlaces, seenPlaces } from './seenPlaces.ts';
import { negatedScore } from './vae/vaeObjective.ts';

/** The scorer of an objective of the caller's own. */
export interface CustomScorer extends Scorer {
  readonly name: 'custom';
  /** The objective. */
  readonly custom: CustomObjective;
}

/**
 * @param custom - The caller's objective; stays the caller's.
 * @returns Its scorer, without parameters; the caller disposes of it.
 */
export function customScorer(custom: CustomObjective): CustomScorer {
  const parameters = new ParameterVector(parameterLayout([]), tf.tensor1d([]));
  return {
    name: 'custom',
    custom,
    learnsAlong: custom.update !== undefined,
    scale: custom.scale ?? 'logit',
    parameters,
    scores: (images, reading) =>
      tf.tidy(() =>
        meanOfPlaces(seenPlaces(images, reading).map((place) => customScores(custom, place))),
      ),
    // What the caller's scorer holds cannot be copied: it scores as it is when its turn comes.
    snapshot: () => ({
      async scores(images, pause, reading) {
        const places = seenPlaces(images, reading);
        const scores: tf.Tensor1D[] = [];
        for (const place of places) {
          scores.push(customScores(custom, place));
          place.dispose();
          await pause();
        }
        return meanOfPlaces(scores);
      },
      dispose: () => undefined,
    }),
    layers: () => null,
    dispose: () => {
      parameters.dispose();
    },
  };
}

/**
 * @param scorer - From {@link customScorer}.
 * @returns Its objective; it holds nothing to dispose of.
 */
export function customObjective(scorer: CustomScorer): Objective {
  const { custom } = scorer;
  const state = Object.entries(custom.state ?? {});
  return {
    scorer,
    winnerLoss: custom.scale === 'number' ? negatedScore : nonSaturatingLoss,
    async score(canonical, outputs, pause) {
      const scores = customScores(custom, outputs);
      const values = await scores.data<'float32'>();
      scores.dispose();
      if (!values.every(Number.isFinite)) {
        throw new ValuesError(
          `competitionStep: the objective "${custom.name}" gave a score that is not a number`,
          { data: { index: values.findIndex((value) => !Number.isFinite(value)) } },
        );
      }
      await pause();
      return {
        scores: values,
        update: async () => (await custom.update?.(canonical, outputs)) ?? {},
        dispose: () => undefined,
      };
    },
    async pixelGradient(images, lossOf, pause) {
      const scores = customScores(custom, images);
      const loss = lossOf(await scores.data<'float32'>());
      scores.dispose();
      await pause();
      const dPixels = tf.tidy(() =>
        tf.grad((at) => customScores(custom, at as tf.Tensor4D))(
          images,
          tf.tensor1d(loss.gradient),
        ),
      ) as tf.Tensor4D;
      return { loss, dPixels };
    },
    state: Object.fromEntries(state.map(([part, holder]) => [`objective.${part}`, holder])),
    dispose: () => undefined,
  };
}

/** Scores of the shape that was asked for. */
function customScores(custom: CustomObjective, images: tf.Tensor4D): tf.Tensor1D {
  return tf.tidy(() => {
    const scores = custom.scores(images);
    const [n] = images.shape;
    if (scores instanceof tf.Tensor && (scores as tf.Tensor).rank === 1 && scores.shape[0] === n) {
      return scores.clone();
    }
    const actual = scores instanceof tf.Tensor ? `[${scores.shape.join(', ')}]` : typeof scores;
    throw new ShapeError(
      `ExpertsModel: the scores of the objective "${custom.name}" must have the shape [${n}], got ${actual}`,
      { data: { expected: [n], actual } },
    );
  });
}
