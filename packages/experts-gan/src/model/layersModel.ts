import * as tf from '@tensorflow/tfjs';
import type { Expert } from '../networks/expert.ts';
import type { LayerWeights } from '../networks/kinds/expertKind.ts';
import type { ExpertsBank } from './expertsBank.ts';

/**
 * One expert as a stock layers model: image in, image out, of any height and width.
 *
 * @param model - Whose expert it is.
 * @param network - The expert.
 * @param expert - Its number, for the names of its layers.
 * @returns The layers model; the caller disposes of it.
 */
export function expertLayersModel(
  model: ExpertsBank,
  network: Expert,
  expert: number,
): tf.LayersModel {
  const input = tf.input({ shape: [null, null, model.shape[2]], name: 'image' });
  const weights: LayerWeights = [];
  const output = network.layers(input, `expert${expert}`, weights);
  return withWeights(
    tf.model({ inputs: input, outputs: output, name: `expert${expert}` }),
    weights,
  );
}

/**
 * All experts and what scores their outputs as one stock layers model.
 *
 * @param model - The model.
 * @returns Image in; the outputs of every expert, then their scores `[n, 1]` out, where the scorer can be written as stock layers. The
 * caller disposes of it.
 */
export function bankLayersModel(model: ExpertsBank): tf.LayersModel {
  const input = tf.input({ shape: [...model.shape], name: 'image' });
  const weights: LayerWeights = [];
  const outputs = model.networks.map((network, j) => network.layers(input, `expert${j}`, weights));
  const judge = model.scorer.layers();
  weights.push(...(judge?.weights ?? []));
  const scores = judge === null ? [] : outputs.map(judge.apply);
  return withWeights(
    tf.model({ inputs: input, outputs: [...outputs, ...scores], name: 'experts' }),
    weights,
  );
}

function withWeights(model: tf.LayersModel, weights: LayerWeights): tf.LayersModel {
  for (const [layer, tensors] of weights) {
    model.getLayer(layer).setWeights(tensors);
    tf.dispose(tensors);
  }
  const dispose = model.dispose.bind(model);
  model.dispose = () => disposeShared(model, dispose);
  return model;
}

/**
 * Disposes of a layers model with the weights of layers that it applies more than once: stock disposal counts every
 * application of a layer, but takes only one of them back.
 *
 * @param model - The layers model.
 * @param dispose - Its stock disposal. Default: its method.
 * @returns What stock disposal reports.
 */
export function disposeShared(
  model: tf.LayersModel,
  dispose = model.dispose.bind(model),
): ReturnType<tf.LayersModel['dispose']> {
  const weights = model.getWeights();
  const report = dispose();
  tf.dispose(weights.filter(({ isDisposed }) => !isDisposed));
  return report;
}
