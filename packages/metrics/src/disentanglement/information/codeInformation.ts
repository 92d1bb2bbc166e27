import { checkSampleColumns } from '../../representation/columnChecks.ts';
import { informationOf } from './informationMatrix.ts';
import type { BinOptions } from '../columnClasses.ts';

/** What codes tell about each other. */
export interface CodeInformation {
  /** The mean over pairs of different codes, in nats; 0 for a single code. */
  readonly mean: number;
  /** Mutual information in nats of each pair; entropies on the diagonal. */
  readonly information: readonly (readonly number[])[];
}

/**
 * The mutual information score of codes: how much they tell about each other on average. It needs no true variables. Codes of causally related factors should
 * tell about each other, as much as the factors do.
 *
 * @param found - The codes: columns of one length.
 * @param options - How columns are cut into classes.
 * @returns The mean and the matrix.
 * @throws ArgumentError when there is no column, less than two rows or an impossible cut; ShapeError for different lengths; ValuesError
 *   for entries that are not finite.
 *
 * @example
 * ```ts
 * import { codeInformation } from '@causal-mechanisms/metrics';
 *
 * console.log(codeInformation([[0, 0, 1, 1], [5, 5, 7, 7]]).mean.toFixed(4)); // 0.6931
 * ```
 */
export function codeInformation(
  found: readonly ArrayLike<number>[],
  options: BinOptions = {},
): CodeInformation {
  checkSampleColumns('codeInformation', 'found', found);
  const { information } = informationOf('codeInformation', found, found, options);
  const pairs = found.length * (found.length - 1);
  let sum = 0;
  information.forEach((row, i) => {
    row.forEach((nats, j) => {
      if (i !== j) sum += nats;
    });
  });
  return { mean: pairs === 0 ? 0 : sum / pairs, information };
}
