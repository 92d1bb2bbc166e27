import * as tf from '@tensorflow/tfjs';
import { ParameterVector } from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout } from '@causal-mechanisms/tensor-utils';
import type { Scorer } from '../scorer.ts';
import { meanOfPlaces, seenPlaces } from '../seenPlaces.ts';
import { vaeLayers } from './vaeLayers.ts';
import { vaeScores } from './vaeNetwork.ts';

/** The scorer that is minus the loss of an autoencoder. */
export interface VaeScorer extends Scorer {
  readonly name: 'vae';
}

/**
 * An autoencoder as a scorer: its score is minus its loss, in nats, with the means of the latent variables decoded.
 *
 * @param layout - From `vaeLayout`.
 * @param values - Its parameters; copied.
 * @returns The scorer; the caller disposes of it.
 */
export function vaeScorer(layout: ParameterLayout, values: Float32Array): VaeScorer {
  const parameters = new ParameterVector(layout, tf.tensor1d(values.slice()));
  return {
    name: 'vae',
    learnsAlong: false,
    scale: 'number',
    parameters,
    scores: (images, reading) =>
      tf.tidy(() =>
        meanOfPlaces(
          seenPlaces(images, reading).map((place) => vaeScores(parameters.views, place)),
        ),
      ),
    snapshot() {
      const views = parameters.views.map((view) => view.clone());
      return {
        async scores(images, pause, reading) {
          const places = seenPlaces(images, reading);
          const scores: tf.Tensor1D[] = [];
          for (const place of places) {
            scores.push(vaeScores(views, place));
            place.dispose();
            await pause();
          }
          return meanOfPlaces(scores);
        },
        dispose: () => {
          tf.dispose(views);
        },
      };
    },
    layers: () => vaeLayers(parameters.views),
    dispose: () => {
      parameters.dispose();
    },
  };
}
