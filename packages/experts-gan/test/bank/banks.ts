import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { ExpertsModel, resolveExpertsConfig } from '../../src/index.ts';
import { drawWeights } from '../../src/networks/drawWeights.ts';

/** Small experts on 8x8 images of one channel. */
export function bank(experts: number, seed = 1): ExpertsModel {
  const config = resolveExpertsConfig({
    experts,
    filters: 3,
    discriminatorFilters: [2, 2, 2],
    discriminatorUnits: 3,
  });
  return ExpertsModel.create(config, [8, 8, 1], new RandomStream(seed));
}

/**
 * Experts whose outputs are constant: the last kernel is 0, the last bias decides. The discriminator's score is that of a random one.
 *
 * @param levels - What each expert gives, in (0, 1).
 */
export function constantExperts(levels: readonly number[]): ExpertsModel {
  const start = bank(levels.length);
  const { config, shape } = start;
  start.dispose();
  const weights = drawWeights(config, shape, new RandomStream(1));
  weights.experts.forEach((values, j) => {
    const level = levels[j] ?? NaN;
    values.fill(0, values.length - 1 - 9 * config.filters, values.length - 1);
    values[values.length - 1] = Math.log(level / (1 - level));
  });
  return new ExpertsModel(config, shape, weights);
}

/** Images with uniform pixels. */
export function images(count: number, seed = 2): tf.Tensor4D {
  return tf.tensor4d(new RandomStream(seed).uniforms(count * 64), [count, 8, 8, 1]);
}

/** Everything that a bank computes with, expert by expert. */
export async function vectors({ networks }: ExpertsModel): Promise<number[][]> {
  const read = networks.map(async ({ parameters, statistics }) => [
    ...(await parameters.values.data()),
    ...(await statistics.data()),
  ]);
  return Promise.all(read);
}
