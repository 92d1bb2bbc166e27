import { checkCount, checkOptions } from '@causal-mechanisms/tensor-utils';
import { checkSameLength } from '../../checks.ts';
import { mostLikely } from '../../numeric/mostLikely.ts';
import { softmaxRegression } from '../../numeric/softmaxRegression.ts';
import { checkSampleColumns } from '../../representation/columnChecks.ts';
import { meanCorrelationCoefficient } from '../../representation/meanCorrelationCoefficient.ts';
import { bestGap } from '../bestGap.ts';
import { columnClasses } from '../columnClasses.ts';
import { heldRows } from './heldRows.ts';

/** Options of {@link separatedPredictability}. */
export interface SeparatedPredictabilityOptions {
  /** A factor with at most so many different values has classes, one with more is continuous; from 1 on. Default: 10. */
  readonly classes?: number;
}

/** How far one code stands out in predicting each factor. */
export interface SeparatedPredictability {
  /** The mean of the gaps, in [0, 1]. */
  readonly mean: number;
  /** For each factor, the best score less the second best. */
  readonly gaps: readonly number[];
  /**
   * How well each code alone predicts each factor, in [0, 1], one row per factor: the squared correlation with a continuous factor, or
   * the accuracy of a logistic regression of the class, on every third row, which was held out.
   */
  readonly scores: readonly (readonly number[])[];
}

/**
 * The separated attribute predictability (SAP; Kumar et al., 2018): for each factor, how much better the best code alone predicts it than the second best. Only linear relations count.
 * For classes the original has a linear support vector machine; here a logistic regression stands in its place.
 *
 * @param truth - The true variables: columns of one length. Their rows should be in no periodic order where they have classes.
 * @param found - The found ones, of the same rows.
 * @param options - Which factors have classes.
 * @returns Mean, gaps and scores.
 * @throws ArgumentError when there is no column, less than two rows (six where a factor has classes) or an impossible `classes`;
 *   ShapeError for different lengths; ValuesError for entries that are not finite.
 *
 * @example
 * ```ts
 * import { separatedPredictability } from '@causal-mechanisms/metrics';
 *
 * const [a, b] = [[1, 1, -1, -1], [1, -1, 1, -1]];
 * const sum = a.map((value, i) => value + b[i]);
 * const { mean, gaps } = separatedPredictability([a, b], [a, sum], { classes: 1 });
 * console.log(mean.toFixed(3), gaps.map((gap) => gap.toFixed(3))); // 0.500 [ '0.500', '0.500' ]
 * ```
 */
export function separatedPredictability(
  truth: readonly ArrayLike<number>[],
  found: readonly ArrayLike<number>[],
  options: SeparatedPredictabilityOptions = {},
): SeparatedPredictability {
  const owner = 'separatedPredictability';
  const { classes = 10 } = checkOptions(owner, options);
  const rows = checkSampleColumns(owner, 'truth', truth);
  checkSameLength(owner, 'truth and found', rows, checkSampleColumns(owner, 'found', found));
  checkCount(owner, 'classes', classes);
  const scores = truth.map((column) => {
    const [byValue] = columnClasses(owner, [column], { bins: rows });
    if (byValue === undefined || byValue.count > classes) {
      const [correlations = []] = meanCorrelationCoefficient([column], found).correlations;
      return correlations.map((correlation) => correlation ** 2);
    }
    const { train, test } = heldRows(owner, rows);
    const [known, asked] = [train(byValue.labels), test(byValue.labels)];
    return found.map((code) => {
      const predict = softmaxRegression([train(code)], known, byValue.count);
      const predicted = mostLikely(predict([test(code)]));
      return asked.filter((label, row) => predicted[row] === label).length / asked.length;
    });
  });
  const gaps = scores.map(bestGap);
  return { mean: gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length, gaps, scores };
}
