import * as tf from '@tensorflow/tfjs';
import type { ParameterSpec } from '@causal-mechanisms/tensor-utils';
import type { ScorerLayers } from '../scorer.ts';
import { vaeViews } from './vaeNetwork.ts';
import type { VaeViews } from './vaeNetwork.ts';

/**
 * The weights of the last of {@link vaeLayers}, which are constants: nothing is restored from them.
 *
 * @param pixels - Pixels of an image, times channels.
 * @param latent - Latent variables.
 * @returns Name and shape.
 */
export function vaeConstants(pixels: number, latent: number): ParameterSpec[] {
  return [{ name: 'score/kernel', shape: [2 + pixels + 2 * latent, 1] }];
}

/**
 * The autoencoder as stock layers, from `vae_encoder` to `vae_score`: the terms of the loss side by side, added up with constant weights by
 * the last of them.
 *
 * @param parameters - In the order of `vaeLayout`; not disposed.
 * @returns Its layers and weights; the caller disposes of the weights.
 */
export function vaeLayers(parameters: readonly tf.Tensor[]): ScorerLayers {
  const views = vaeViews(parameters);
  const [pixels, units] = views.encoderKernel.shape;
  const latent = views.meanBias.size;
  const dense = (name: string, outputs: number, activation: 'elu' | 'linear', useBias = true) =>
    tf.layers.dense({
      units: outputs,
      activation,
      useBias,
      kernelInitializer: 'zeros',
      name: `vae_${name}`,
    });
  const activation = (name: string, kind: 'softplus' | 'sigmoid') =>
    tf.layers.activation({ activation: kind, name: `vae_${name}` });
  const flatten = tf.layers.flatten({ name: 'vae_flatten' });
  const encoder = dense('encoder', units, 'elu');
  const mean = dense('mean', latent, 'linear');
  const precision = dense('precision', latent, 'linear');
  const decoder = dense('decoder', units, 'elu');
  const output = dense('output', pixels, 'linear');
  const match = tf.layers.dot({ axes: 1, name: 'vae_match' });
  const distance = tf.layers.dot({ axes: 1, name: 'vae_distance' });
  const evidence = activation('evidence', 'softplus');
  const spread = activation('spread', 'softplus');
  const narrowing = activation('narrowing', 'sigmoid');
  const terms = tf.layers.concatenate({ axis: 1, name: 'vae_terms' });
  const score = dense('score', 1, 'linear', false);
  const to = (layer: tf.layers.Layer, input: tf.SymbolicTensor | tf.SymbolicTensor[]) =>
    layer.apply(input) as tf.SymbolicTensor;
  return {
    apply(image) {
      const flat = to(flatten, image);
      const encoded = to(encoder, flat);
      const [means, precisions] = [to(mean, encoded), to(precision, encoded)];
      const logits = to(output, to(decoder, means));
      const parts = [
        ...[to(match, [flat, logits]), to(distance, [means, means]), to(evidence, logits)],
        ...[to(spread, precisions), to(narrowing, precisions)],
      ];
      return to(score, to(terms, parts));
    },
    weights: [...layerWeights(views), ['vae_score', [scoreKernel(pixels, latent)]]],
  };
}

function layerWeights(views: VaeViews): [string, tf.Tensor[]][] {
  const pairs = {
    vae_encoder: [views.encoderKernel, views.encoderBias],
    vae_mean: [views.meanKernel, views.meanBias],
    vae_precision: [views.precisionKernel, views.precisionBias],
    vae_decoder: [views.decoderKernel, views.decoderBias],
    vae_output: [views.outputKernel, views.outputBias],
  };
  return Object.entries(pairs).map(([name, pair]) => [name, pair.map((view) => view.clone())]);
}

/** How each term counts in the score. */
function scoreKernel(pixels: number, latent: number): tf.Tensor2D {
  const weights = new Float32Array(2 + pixels + 2 * latent);
  weights.set([1, -0.5]);
  weights.fill(-1, 2, 2 + pixels);
  weights.fill(-0.5, 2 + pixels, 2 + pixels + latent);
  weights.fill(0.5, 2 + pixels + latent);
  return tf.tensor2d(weights, [weights.length, 1]);
}
