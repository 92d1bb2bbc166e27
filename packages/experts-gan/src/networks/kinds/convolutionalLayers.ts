import * as tf from '@tensorflow/tfjs';
import { convolutionSettings } from '../convolutionSettings.ts';
import { channelLayers } from './channelLayers.ts';
import {
  BATCH_NORM_EPSILON,
  blockStatistics,
  expertViews,
  NARROW,
} from './convolutionalNetwork.ts';
import type { Resamplings } from './convolutionalNetwork.ts';
import type { ExpertTensors, LayerWeights } from './expertKind.ts';
import { resamplingLayer } from './resampling.ts';

/** Settings of {@link convolutionalLayers}. */
interface LayersSettings {
  /** Opens the names of the layers. */
  readonly name: string;
  /** Where the weights of the layers are added, owned by the list. */
  readonly weights: LayerWeights;
  /** What stands before each convolution. Default: nothing. */
  readonly resamplings?: Resamplings;
  /** Channels that the same layers are applied to one by one; 1 for the images as they are. Default: 1. */
  readonly planes?: number;
}

/**
 * A convolutional expert as stock layers.
 *
 * @param input - Images.
 * @param expert - Parameters and running statistics; not disposed.
 * @param settings - Its name, where its weights go, and what it resamples.
 * @returns The images it makes.
 */
export function convolutionalLayers(
  input: tf.SymbolicTensor,
  { parameters, statistics }: ExpertTensors,
  { name, weights, resamplings = NARROW, planes = 1 }: LayersSettings,
): tf.SymbolicTensor {
  const { blocks, outputKernel, outputBias } = expertViews(parameters);
  let at =
    planes === 1
      ? [input]
      : Array.from({ length: planes }, (_, c) =>
          channelLayers(input, c, { channels: planes, name }),
        );
  const apply = (layer: tf.layers.Layer) => {
    at = at.map((plane) => layer.apply(plane) as tf.SymbolicTensor);
  };
  const resample = (block: number) => {
    const layer = resamplingLayer(resamplings[block] ?? 'none', name, block + 1);
    if (layer !== null) apply(layer);
  };
  blocks.forEach(({ kernel, bias, gamma, beta }, b) => {
    const { mean, variance } = blockStatistics(statistics, b);
    const conv = `${name}_conv${b + 1}`;
    const norm = `${name}_norm${b + 1}`;
    const [useBias, own] = bias === undefined ? [false, [kernel]] : [true, [kernel, bias]];
    const elu = tf.layers.activation({ activation: 'elu', name: `${name}_elu${b + 1}` });
    resample(b);
    apply(tf.layers.conv2d({ ...convolutionSettings(kernel), useBias, name: conv }));
    if (useBias) apply(elu);
    apply(tf.layers.batchNormalization({ axis: -1, epsilon: BATCH_NORM_EPSILON, name: norm }));
    if (!useBias) apply(elu);
    weights.push(
      [conv, own.map((weight) => weight.clone())],
      [norm, [gamma.clone(), beta.clone(), mean, variance]],
    );
  });
  resample(blocks.length);
  const output = `${name}_output`;
  weights.push([output, [outputKernel.clone(), outputBias.clone()]]);
  apply(
    tf.layers.conv2d({ ...convolutionSettings(outputKernel), activation: 'sigmoid', name: output }),
  );
  const [only = input] = at;
  if (planes === 1) return only;
  return tf.layers
    .concatenate({ axis: -1, name: `${name}_channels` })
    .apply(at) as tf.SymbolicTensor;
}
