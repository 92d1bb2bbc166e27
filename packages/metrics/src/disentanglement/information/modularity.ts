import { informationOf } from './informationMatrix.ts';
import type { BinOptions } from '../columnClasses.ts';
import type { InformationMatrix } from './informationMatrix.ts';

/** Whether each code tells about one factor only. */
export interface Modularity extends InformationMatrix {
  /** The mean over codes, in [0, 1]. */
  readonly mean: number;
  /** The modularity of each code; 0 for one that tells nothing. */
  readonly codes: readonly number[];
}

/**
 * Modularity (Ridgeway and Mozer, 2018): for each code, one minus the squared information about other factors than its best, as a share
 * of what it would be if it told as much about all of them. A code that exists twice does no harm here.
 *
 * @param truth - The true variables: columns of one length.
 * @param found - The found ones, of the same rows.
 * @param options - How columns are cut into classes.
 * @returns Mean, codes and the information they come from.
 * @throws ArgumentError when there is no column, less than two rows or an impossible cut; ShapeError for different lengths; ValuesError
 *   for entries that are not finite.
 *
 * @example
 * ```ts
 * import { modularity } from '@causal-mechanisms/metrics';
 *
 * const [a, b] = [[0, 0, 1, 1], [0, 1, 0, 1]];
 * const both = a.map((bit, i) => 2 * bit + b[i]);
 * console.log(modularity([a, b], [a, both]).mean); // 0.5
 * ```
 */
export function modularity(
  truth: readonly ArrayLike<number>[],
  found: readonly ArrayLike<number>[],
  options: BinOptions = {},
): Modularity {
  const matrix = informationOf('modularity', truth, found, options);
  const others = truth.length - 1;
  const codes = found.map((_, code) => {
    const told = matrix.information.map((row) => row[code] ?? 0);
    const best = Math.max(...told);
    // What rounding leaves of independence is no information.
    if (best < 1e-12) return 0;
    const squares = told.reduce((sum, nats) => sum + nats ** 2, 0) - best ** 2;
    return others === 0 ? 1 : 1 - squares / (best ** 2 * others);
  });
  return { mean: codes.reduce((sum, code) => sum + code, 0) / codes.length, codes, ...matrix };
}
