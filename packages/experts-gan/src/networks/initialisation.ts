import { constantValues, uniformValues } from '@causal-mechanisms/tensor-utils';
import type { ImageShape, ParameterLayout, RandomStream } from '@causal-mechanisms/tensor-utils';
import { HIDDEN_BLOCKS, expertLayout } from './expertNetwork.ts';
import type { ExpertsConfig } from '../expertsConfig.ts';
import { scorerParameters } from '../objectives/createScorer.ts';
import type { ExpertsWeights } from '../model/expertsBank.ts';

/**
 * The flat vectors of a model at its random start.
 *
 * @param config - The configuration.
 * @param shape - Height, width and channels.
 * @param stream - Each network draws from a child of its own.
 * @returns Fresh parameters; running means 0 and variances 1.
 */
export function drawWeights(
  config: ExpertsConfig,
  shape: ImageShape,
  stream: RandomStream,
): ExpertsWeights {
  const layout = expertLayout(config.filters, shape[2]);
  const scorer = scorerParameters(config, shape);
  const half = HIDDEN_BLOCKS * config.filters;
  const ids = Array.from({ length: config.experts }, (_, j) => j);
  return {
    experts: ids.map((j) =>
      drawParameters(layout, stream.split(`expert ${j}`), config.batchNormGamma),
    ),
    statistics: ids.map(() => new Float32Array(2 * half).fill(1, half)),
    scorer: drawParameters(scorer.layout, stream.split(scorer.name), config.batchNormGamma),
  };
}

/**
 * Draws the parameters of a network as PyTorch does: kernels and biases from U(-b, b) with b = 1 / sqrt(fan-in), batch
 * norm at offset 0 and a scale of 1 or, as PyTorch did in 2018, from U(0, 1).
 *
 * @param layout - Kernels end in `/kernel` and precede the `/bias` of their layer.
 * @param stream - Drawn from in the order of the layout.
 * @param gamma - How the scale of batch norm starts.
 * @returns The flat vector.
 */
export function drawParameters(
  layout: ParameterLayout,
  stream: RandomStream,
  gamma: 'one' | 'uniform',
): Float32Array {
  const values = new Float32Array(layout.length);
  let offset = 0;
  let bound = 0;
  layout.specs.forEach(({ name, shape }, i) => {
    const size = layout.sizes[i] ?? 0;
    const role = name.slice(name.lastIndexOf('/') + 1);
    if (role === 'kernel') bound = 1 / Math.sqrt(size / (shape.at(-1) ?? 1));
    if (role === 'gamma') {
      values.set(gamma === 'one' ? constantValues(size, 1) : stream.uniforms(size), offset);
    } else if (role !== 'beta') values.set(uniformValues(size, bound, stream), offset);
    offset += size;
  });
  return values;
}
