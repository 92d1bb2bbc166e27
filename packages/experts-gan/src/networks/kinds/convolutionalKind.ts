import type { ParameterLayout } from '@causal-mechanisms/tensor-utils';
import { drawParameters } from '../initialisation.ts';
import { convolutionalLayers } from './convolutionalLayers.ts';
import { expertLayout, NARROW, statisticsLayout, WIDE } from './convolutionalNetwork.ts';
import {
  convolutionalForward,
  convolutionalGradient,
  disposeConvolutionalPass,
} from './convolutionalPass.ts';
import type { ExpertKind } from './expertKind.ts';
import { convolutionalStages, foldConvolutions } from './foldedConvolutions.ts';

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
}: ConvolutionalSettings): ExpertKind {
  const layout: ParameterLayout = expertLayout(filters, channels);
  const statistics = statisticsLayout(filters);
  const resamplings = wide ? WIDE : NARROW;
  return {
    layout,
    statistics,
    multiple: wide ? 4 : 1,
    draw: (stream) => ({
      parameters: drawParameters(layout, stream, gamma),
      statistics: new Float32Array(statistics.length).fill(1, statistics.length / 2),
    }),
    async forward(parameters, images, pause) {
      const pass = await convolutionalForward(parameters, images, pause, resamplings);
      return {
        output: pass.output,
        statistics: pass.statistics,
        gradient: (dOutput, options) => convolutionalGradient(parameters, pass, dOutput, options),
        dispose: () => {
          disposeConvolutionalPass(pass);
        },
      };
    },
    fold: (expert) => foldConvolutions(expert.parameters, expert.statistics),
    stages: (folded) => convolutionalStages(folded, resamplings),
    layers: (input, expert, name, weights) =>
      convolutionalLayers(input, expert, { name, weights, resamplings }),
  };
}
