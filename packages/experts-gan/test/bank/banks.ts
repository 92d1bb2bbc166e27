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

/** What a built expert does: moves pixels by up to 4 to the right and downwards, and turns contrast round or not. */
export interface BuiltMap {
  readonly dx?: number;
  readonly dy?: number;
  readonly invert?: boolean;
}

/**
 * Experts whose kernels are set by hand: their first channel carries the image through, a pixel further in each block where it moves.
 * Right for images whose pixels are near 0 or 1.
 *
 * @param maps - What each expert does.
 */
export function builtExperts(maps: readonly BuiltMap[]): ExpertsModel {
  return setByHand(maps.length, (set, j) => {
    const { dx = 0, dy = 0, invert = false } = maps[j] ?? {};
    for (let block = 0; block < 4; block++) {
      const tap = (by: number) => 1 - (block < Math.abs(by) ? Math.sign(by) : 0);
      set(`conv${block + 1}/kernel`, [tap(dy), tap(dx), 0, 0], 1);
    }
    const sign = invert ? -1 : 1;
    set('output/kernel', [1, 1, 0, 0], sign * 12);
    set('output/bias', [0], sign * -6);
  });
}

/** One expert that moves dim images (strokes of about 0.3) to the left, and bright ones (of 1) to the left and to the right. */
export function twofoldExpert(): ExpertsModel {
  return setByHand(1, (set) => {
    // Channel 0 carries the image to the left, channel 1 what is bright in it to the right.
    set('conv1/kernel', [1, 1, 0, 0], 1);
    set('conv1/kernel', [1, 1, 0, 1], 20);
    set('norm1/beta', [1], -10);
    for (const block of [2, 3, 4]) {
      set(`conv${block}/kernel`, [1, block === 2 ? 2 : 1, 0, 0], 1);
      set(`conv${block}/kernel`, [1, block === 2 ? 0 : 1, 1, 1], 1);
    }
    set('output/kernel', [1, 1, 0, 0], 20);
    set('output/kernel', [1, 1, 1, 0], 3);
    set('output/bias', [0], -1);
  });
}

/** Sets one entry of a parameter. */
type SetEntry = (name: string, place: readonly number[], value: number) => void;

function setByHand(experts: number, fill: (set: SetEntry, expert: number) => void): ExpertsModel {
  const start = bank(experts);
  const { config, shape } = start;
  const weights = drawWeights(config, shape, new RandomStream(1));
  weights.experts.forEach((values, j) => {
    const layout = start.networks[j]?.parameters.layout ?? { specs: [], sizes: [] };
    values.fill(0);
    const set: SetEntry = (name, place, value) => {
      let from = 0;
      layout.specs.forEach((spec, i) => {
        if (spec.name === name) {
          const at = spec.shape.reduce((sum, size, axis) => sum * size + (place[axis] ?? 0), 0);
          values[from + at] = value;
        }
        from += layout.sizes[i] ?? 0;
      });
    };
    for (let block = 1; block <= 4; block++) {
      for (let channel = 0; channel < config.filters; channel++) {
        set(`norm${block}/gamma`, [channel], 1);
      }
    }
    fill(set, j);
  });
  start.dispose();
  return new ExpertsModel(config, shape, weights);
}

/**
 * Black images with a few lit pixels away from the border.
 *
 * @param count - How many.
 * @param options - How many are lit at most, how bright they are, and what draws their places.
 */
export function sparse(
  count: number,
  { lit = 4, level = 1, seed = 3 }: { lit?: number; level?: number; seed?: number } = {},
): tf.Tensor4D {
  const stream = new RandomStream(seed);
  const values = new Float32Array(count * 64);
  for (let image = 0; image < count; image++) {
    for (let k = 0; k < lit; k++) {
      values[image * 64 + stream.integer(2, 6) * 8 + stream.integer(2, 6)] = level;
    }
  }
  return tf.tensor4d(values, [count, 8, 8, 1]);
}
