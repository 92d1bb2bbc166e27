import * as tf from '@tensorflow/tfjs';
import { ParameterVector } from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout } from '@causal-mechanisms/tensor-utils';
import {
  discriminatorLogits,
  discriminatorLogitsInTurns,
} from '../networks/discriminatorNetwork.ts';
import { discriminatorLayers } from './discriminatorLayers.ts';
import type { Scorer } from './scorer.ts';

/** The scorer of adversarial training, with its parameters. */
export interface DiscriminatorScorer extends Scorer {
  readonly name: 'discriminator';
}

/**
 * The discriminator as a scorer: its score is the logit of being canonical.
 *
 * @param layout - From `discriminatorLayout`.
 * @param values - Its parameters; copied.
 * @returns The scorer; the caller disposes of it.
 */
export function discriminatorScorer(
  layout: ParameterLayout,
  values: Float32Array,
): DiscriminatorScorer {
  const parameters = new ParameterVector(layout, tf.tensor1d(values.slice()));
  return {
    name: 'discriminator',
    learnsAlong: true,
    scale: 'logit',
    parameters,
    scores: (images, reading) => discriminatorLogits(parameters.views, images, reading),
    snapshot() {
      const views = parameters.views.map((view) => view.clone());
      return {
        scores: (images, pause, reading) =>
          discriminatorLogitsInTurns(views, images, pause, reading),
        dispose: () => {
          tf.dispose(views);
        },
      };
    },
    layers: () => discriminatorLayers(parameters.views),
    dispose: () => {
      parameters.dispose();
    },
  };
}
