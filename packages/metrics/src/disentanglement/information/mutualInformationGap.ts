import { bestGap } from '../bestGap.ts';
import { informationOf } from './informationMatrix.ts';
import type { BinOptions } from '../columnClasses.ts';
import type { InformationMatrix } from './informationMatrix.ts';

/** How far one code stands out for each factor. */
export interface InformationGap extends InformationMatrix {
  /** The mean of the gaps, in [0, 1]. */
  readonly mean: number;
  /** For each true column, the gap divided by its entropy; 0 where it is constant. */
  readonly gaps: readonly number[];
}

/**
 * The mutual information gap (MIG; Chen et al., 2018): for each true variable, how much more the most informative code tells about it than the second, as
 * a share of its entropy. 1 where a single code tells everything about it and no other anything; 0 for a code that exists twice, and
 * for constants. True variables that depend on each other share information, so that not even they reach 1 against themselves: print
 * their score beside.
 *
 * @param truth - The true variables: columns of one length.
 * @param found - The found ones, of the same rows.
 * @param options - How columns are cut into classes.
 * @returns Mean, gaps and the information they come from.
 * @throws ArgumentError when there is no column, less than two rows or an impossible cut; ShapeError for different lengths; ValuesError
 *   for entries that are not finite.
 *
 * @example
 * ```ts
 * import { mutualInformationGap } from '@causal-mechanisms/metrics';
 *
 * const [a, b] = [[0, 0, 1, 1], [0, 1, 0, 1]];
 * const either = a.map((bit, i) => bit ^ b[i]);
 * console.log(mutualInformationGap([a, b], [b, a]).mean); // 1
 * console.log(mutualInformationGap([a, b], [a, either]).mean); // 0.5
 * ```
 */
export function mutualInformationGap(
  truth: readonly ArrayLike<number>[],
  found: readonly ArrayLike<number>[],
  options: BinOptions = {},
): InformationGap {
  const matrix = informationOf('mutualInformationGap', truth, found, options);
  const gaps = matrix.information.map((row, factor) => {
    const entropy = matrix.entropies[factor] ?? 0;
    return entropy === 0 ? 0 : bestGap(row) / entropy;
  });
  return { mean: gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length, gaps, ...matrix };
}
