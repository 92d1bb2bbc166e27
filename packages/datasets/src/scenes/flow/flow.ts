import {
  checkCount,
  checkNumber,
  checkOptions,
  checkText,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import { modelledScenes } from '../modelledScenes.ts';
import { MOST_ROWS } from '../pendulum/pendulumOptions.ts';
import type { SceneDataset } from '../sceneDataset.ts';
import {
  checkFlowTargets,
  drawFlowRows,
  FLOW_COLUMNS,
  FLOW_GRID,
  flowValues,
} from './flowModel.ts';
import { flowRenderer } from './renderFlow.ts';

/** Options of {@link flow}. */
export interface FlowOptions {
  /**
   * `'grid'`: 30 radii of the ball (1/6 to 34/30), 30 levels of water (1 to 3.9) and 9 heights of the hole (2 to 14/3) in all combinations, 8100 rows. A
   * number: so many rows, drawn evenly from the same ranges; 1 to 10 million. Default: `'grid'`.
   */
  readonly rows?: 'grid' | number;
  /** The scale of the noise on gravity, which is `noise * max(|N(0, 1)|, 1)`, at least 0. Default: 0.01. */
  readonly noise?: number;
  /** Pixels along each side of an image, from 16 to 512. Default: 64. */
  readonly size?: number;
  /** Which of three sets with draws of their own. Default: `'train'`. */
  readonly split?: 'train' | 'valid' | 'test';
  /** An integer in [0, 2^53): the same seed gives the same rows. Default: 1. */
  readonly seed?: number;
}

/**
 * Images of a tank with a ball in its water and a hole at its bottom, after the second scene of CausalVAE: the radius of the ball raises
 * the water, and water and height of the hole decide where the jet lands. Causes of causes: an intervention on the ball goes two steps far.
 *
 * Images are drawn when they are read, and none is kept. The window is 16 units wide and high, from (0, -2) to (16, 14).
 *
 * @param options - Rows, noise and size of the images.
 * @returns Observations `[size, size, 3]` in [0, 1] with the columns `ball`, `hole`, `water` and `jet`, in units of the scene; and their
 *   true counterfactuals.
 * @throws ArgumentError for an option outside its range.
 *
 * @example
 * ```ts
 * import { flow } from '@causal-mechanisms/datasets';
 *
 * const train = flow({ size: 32, noise: 0 });
 * console.log(train.size, train.shape); // 8100 [ 32, 32, 3 ]
 * // Without a ball the water of the first row stands at 1, and the jet lands nearer.
 * const [, hole, water, jet] = train.counterfactual({ ball: 0 }).values;
 * console.log(hole, water, jet?.toFixed(3)); // 2 1 9.980
 * ```
 */
export function flow(options: FlowOptions = {}): SceneDataset {
  const {
    rows = 'grid',
    noise = 0.01,
    size = 64,
    split = 'train',
    seed = 1,
  } = checkOptions('flow', options);
  checkCount('flow', 'seed', seed, { least: 0 });
  checkText('flow', 'split', split, ['train', 'valid', 'test']);
  checkNumber('flow', 'noise', noise, { least: 0 });
  if (rows !== 'grid') {
    checkCount('flow', "rows, where it is not 'grid',", rows, { most: MOST_ROWS });
  }
  checkCount('flow', 'size', size, { least: 16, most: 512 });
  const count = rows === 'grid' ? FLOW_GRID : rows;
  const stream = new RandomStream(seed).split(`flow ${split}`);
  const drawn = drawFlowRows(count, rows === 'grid', noise, stream);
  const render = flowRenderer(size);
  return modelledScenes({
    name: `flow/${split}`,
    description: `drawn tanks with a jet, ${split} set`,
    count,
    shape: [size, size, 3],
    factors: FLOW_COLUMNS,
    valuesOf: (targets) => flowValues(drawn, targets),
    checkTargets: checkFlowTargets,
    observe: (values, k, out, at) => {
      const scene = {
        ball: values[k] ?? 0,
        hole: values[k + 1] ?? 0,
        water: values[k + 2] ?? 0,
        jet: values[k + 3] ?? 0,
      };
      render(scene, out, at);
    },
  });
}
