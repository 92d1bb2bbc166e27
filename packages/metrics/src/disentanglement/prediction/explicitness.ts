import { checkCount, checkOptions } from '@causal-mechanisms/tensor-utils';
import { checkSameLength } from '../../checks.ts';
import { rankAuc } from '../../numeric/rankAuc.ts';
import { softmaxRegression } from '../../numeric/softmaxRegression.ts';
import { checkSampleColumns } from '../../representation/columnChecks.ts';
import { columnClasses } from '../columnClasses.ts';
import { heldRows } from './heldRows.ts';

/** Options of {@link explicitness}. */
export interface ExplicitnessOptions {
  /** A factor with more different values than this is cut into as many classes with equally many rows, at least 2. Default: 5. */
  readonly bins?: number;
}

/** Whether all codes together tell every class of every factor. */
export interface Explicitness {
  /** The mean over factors of the mean area of their classes: 0.5 for codes that tell nothing, 1 for those that tell all. */
  readonly mean: number;
  /** The same between 0 and 1: `2 mean - 1`, as the authors define it; below 0 by chance. */
  readonly rescaled: number;
  /** The area under the curve of each class against the others: one row per factor. NaN where the held-out rows do not have both. */
  readonly areas: readonly (readonly number[])[];
}

/**
 * Explicitness (Ridgeway and Mozer, 2018): the area under the receiver operating characteristic of a logistic regression of each class of each
 * factor on all codes, for every third row, which was held out. How many codes it takes does not matter.
 *
 * @param truth - The true variables: columns of one length. Their rows should be in no periodic order.
 * @param found - The found ones, of the same rows.
 * @param options - How continuous factors get classes.
 * @returns Mean and areas. A constant factor has one area of NaN and is left out of the mean.
 * @throws ArgumentError when there is no column, less than six rows or an impossible number of bins; ShapeError for different lengths;
 *   ValuesError for entries that are not finite.
 *
 * @example
 * ```ts
 * import { explicitness } from '@causal-mechanisms/metrics';
 *
 * const a = Array.from({ length: 60 }, (_, row) => row % 2);
 * const code = a.map((bit) => 3 - bit);
 * console.log(explicitness([a], [code]).mean, explicitness([a], [a.map(() => 1)]).mean); // 1 0.5
 * ```
 */
export function explicitness(
  truth: readonly ArrayLike<number>[],
  found: readonly ArrayLike<number>[],
  options: ExplicitnessOptions = {},
): Explicitness {
  const owner = 'explicitness';
  const { bins = 5 } = checkOptions(owner, options);
  const rows = checkSampleColumns(owner, 'truth', truth);
  checkSameLength(owner, 'truth and found', rows, checkSampleColumns(owner, 'found', found));
  checkCount(owner, 'bins', bins, { least: 2 });
  const { train, test } = heldRows(owner, rows);
  const [known, asked] = [found.map(train), found.map(test)];
  const areas = columnClasses(owner, truth, { bins, cut: 'count' }).map(({ labels, count }) => {
    const chances = softmaxRegression(known, train(labels), count)(asked);
    const held = test(labels);
    return chances.map((chance, label) =>
      rankAuc(
        chance,
        Array.from(held, (value) => value === label),
      ),
    );
  });
  const ofFactors = areas.map((row) => meanOfFinite(row)).filter(Number.isFinite);
  const mean = meanOfFinite(ofFactors);
  return { mean, rescaled: 2 * mean - 1, areas };
}

function meanOfFinite(values: readonly number[]): number {
  const finite = values.filter(Number.isFinite);
  return finite.reduce((sum, value) => sum + value, 0) / finite.length;
}
