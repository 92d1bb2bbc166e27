import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { SceneDataset } from '../sceneDataset.ts';
import { pendulumScenes } from './pendulumModel.ts';
import type { PendulumRowsOptions } from './pendulumOptions.ts';
import { ANGLE_RANGES, cleanRanges } from './pendulumRows.ts';

/** Numbers per observation. */
const WIDTH = 32;
/** How many of the columns are seen: angles, length and position. */
const SEEN = 4;

/**
 * The rows of {@link pendulum} seen as vectors instead of images: 32 smooth functions of the two angles and of the shadow as it was
 * measured, for runs that take minutes. Feature j is `sin(w_j . s + b_j)`, where s are the four quantities, scaled so that their noiseless
 * ranges are [-1, 1], and w and b are the same always. The background is not seen.
 *
 * @param options - Rows, noise, corruption and background.
 * @returns Observations `[32]` with the rows and columns that {@link pendulum} has for the same options; and their true counterfactuals.
 * @throws ArgumentError for an option outside its range.
 *
 * @example
 * ```ts
 * import { pendulumFeatures } from '@causal-mechanisms/datasets';
 *
 * const train = pendulumFeatures({ rows: 1000, seed: 3 });
 * console.log(train.size, train.shape); // 1000 [ 32 ]
 * ```
 */
export function pendulumFeatures(options: PendulumRowsOptions = {}): SceneDataset {
  const { length, position } = cleanRanges(2);
  const ranges = [ANGLE_RANGES.pendulum, ANGLE_RANGES.light, length, position];
  const stream = new RandomStream(1).split('pendulum features');
  const weights = Float64Array.from({ length: WIDTH * SEEN }, () => stream.normal(0, 0.8));
  const shifts = Float64Array.from({ length: WIDTH }, () => stream.uniform(-Math.PI, Math.PI));
  const scaled = new Float64Array(SEEN);
  return pendulumScenes('pendulumFeatures', options, {
    shape: [WIDTH],
    observe: (values, k, out, at) => {
      for (const [c, [low, high]] of ranges.entries()) {
        scaled[c] = (2 * ((values[k + c] ?? 0) - low)) / (high - low) - 1;
      }
      for (let j = 0; j < WIDTH; j++) {
        let sum = shifts[j] ?? 0;
        for (let c = 0; c < SEEN; c++) sum += (weights[j * SEEN + c] ?? 0) * (scaled[c] ?? 0);
        out[at + j] = Math.sin(sum);
      }
    },
  });
}
