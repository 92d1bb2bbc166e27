import * as tf from '@tensorflow/tfjs';
import { convolutionSettings } from '../convolutionSettings.ts';
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
  { name, weights, resamplings = NARROW }: LayersSettings,
): tf.SymbolicTensor {
  const { blocks, outputKernel, outputBias } = expertViews(parameters);
  let at = input;
  blocks.forEach(({ kernel, gamma, beta }, b) => {
    const { mean, variance } = blockStatistics(statistics, b);
    const conv = `${name}_conv${b + 1}`;
    const norm = `${name}_norm${b + 1}`;
    at = resamplingLayer(resamplings[b] ?? 'none', at, name, b + 1);
    at = tf.layers
      .conv2d({ ...convolutionSettings(kernel), useBias: false, name: conv })
      .apply(at) as tf.SymbolicTensor;
    at = tf.layers
      .batchNormalization({ axis: -1, epsilon: BATCH_NORM_EPSILON, name: norm })
      .apply(at) as tf.SymbolicTensor;
    at = tf.layers
      .activation({ activation: 'elu', name: `${name}_elu${b + 1}` })
      .apply(at) as tf.SymbolicTensor;
    weights.push([conv, [kernel.clone()]], [norm, [gamma.clone(), beta.clone(), mean, variance]]);
  });
  at = resamplingLayer(resamplings[blocks.length] ?? 'none', at, name, blocks.length + 1);
  const output = `${name}_output`;
  weights.push([output, [outputKernel.clone(), outputBias.clone()]]);
  return tf.layers
    .conv2d({ ...convolutionSettings(outputKernel), activation: 'sigmoid', name: output })
    .apply(at) as tf.SymbolicTensor;
}
