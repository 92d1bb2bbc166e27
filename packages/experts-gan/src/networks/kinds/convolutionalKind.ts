import * as tf from '@tensorflow/tfjs';
import type { ParameterLayout } from '@causal-mechanisms/tensor-utils';
import { drawParameters } from '../initialisation.ts';
import { convolutionalLayers } from './convolutionalLayers.ts';
import { expertLayout, NARROW, statisticsLayout, WIDE } from './convolutionalNetwork.ts';
import type { BlockOrder, EvaluationStatistics } from './convolutionalNetwork.ts';
import {
  convolutionalForward,
  convolutionalGradient,
  disposeConvolutionalPass,
} from './convolutionalPass.ts';
import type { ConvolutionalPass } from './convolutionalPass.ts';
import type { ExpertKind, ExpertPass } from './expertKind.ts';
import { batchStages, convolutionalStages, foldConvolutions } from './foldedConvolutions.ts';
import { joinChannels, planesOfRows, splitChannels } from './planes.ts';

/** The settings of {@link convolutionalKind}. */
export interface ConvolutionalSettings {
  /** Filters of each hidden convolution. */
  readonly filters: number;
  /** Channels of the images. */
  readonly channels: number;
  /** How the scale of batch norm starts. */
  readonly gamma: 'one' | 'uniform';
  /** Whether it halves its activations twice and doubles them again, to see more. Default: false. */
  readonly wide?: boolean;
  /** Whether each channel is treated by itself, as a grey image, with the same parameters for all. Default: false. */
  readonly channelwise?: boolean;
  /** What follows the convolution of a block first. Default: batchNormFirst. */
  readonly order?: BlockOrder;
  /** Which statistics batch norm takes in predictions. Default: running. */
  readonly evaluationStatistics?: EvaluationStatistics;
}

/**
 * The experts of the paper: four blocks of 3x3 convolution, batch norm and ELU, and a 3x3 convolution with a sigmoid; and their wide-field
 * variant.
 *
 * @param settings - Sizes and start.
 * @returns The kind.
 */
export function convolutionalKind({
  filters,
  channels,
  gamma,
  wide = false,
  channelwise = false,
  order = 'batchNormFirst',
  evaluationStatistics = 'running',
}: ConvolutionalSettings): ExpertKind {
  // One channel is the same either way.
  const planes = channelwise ? channels : 1;
  const layout: ParameterLayout = expertLayout(filters, channels / planes, order);
  const isBatch = evaluationStatistics === 'batch';
  const statistics = statisticsLayout(filters);
  const resamplings = wide ? WIDE : NARROW;
  return {
    layout,
    statistics,
    multiple: wide ? 4 : 1,
    rowwise: !isBatch,
    draw: (stream) => ({
      parameters: drawParameters(layout, stream, gamma),
      statistics: new Float32Array(statistics.length).fill(1, statistics.length / 2),
    }),
    async forward(parameters, images, pause) {
      const read = planes === 1 ? images : splitChannels(images);
      const pass = await convolutionalForward(parameters, read, pause, resamplings);
      if (planes > 1) return planesPass(parameters, pass, read, planes);
      return {
        output: pass.output,
        statistics: pass.statistics,
        gradient: (dOutput, options) => convolutionalGradient(parameters, pass, dOutput, options),
        dispose: () => {
          disposeConvolutionalPass(pass);
        },
      };
    },
    fold: (expert) =>
      isBatch
        ? expert.parameters.map((parameter) => parameter.clone())
        : foldConvolutions(expert.parameters, expert.statistics),
    stages(folded) {
      const stages = (isBatch ? batchStages : convolutionalStages)(folded, resamplings);
      if (planes === 1) return stages;
      return [splitChannels, ...stages, (images) => joinChannels(images, planes)];
    },
    layers: (input, expert, name, weights) =>
      convolutionalLayers(input, expert, { name, weights, resamplings, planes }),
  };
}

/** A pass over the channels of images, as one over images. */
function planesPass(
  parameters: readonly tf.Tensor[],
  pass: ConvolutionalPass,
  read: tf.Tensor4D,
  planes: number,
): ExpertPass {
  const output = joinChannels(pass.output, planes);
  return {
    output,
    statistics: pass.statistics,
    async gradient(dOutput, { rows, pause }) {
      const dPlanes = splitChannels(dOutput);
      const rowsOfPlanes = rows === undefined ? undefined : planesOfRows(rows, planes);
      const options = { pause, ...(rowsOfPlanes === undefined ? {} : { rows: rowsOfPlanes }) };
      try {
        return await convolutionalGradient(parameters, pass, dPlanes, options);
      } finally {
        tf.dispose([dPlanes, ...(rowsOfPlanes === undefined ? [] : [rowsOfPlanes])]);
      }
    },
    dispose: () => {
      disposeConvolutionalPass(pass);
      tf.dispose([output, read]);
    },
  };
}
