import {
  ArgumentError,
  checkCount,
  checkFunction,
  checkOptions,
} from '@causal-mechanisms/tensor-utils';
import { checkSameLength } from '../../checks.ts';
import { boostedStumps } from '../../numeric/boostedStumps.ts';
import { checkSampleColumns } from '../../representation/columnChecks.ts';
import { columnClasses } from '../columnClasses.ts';
import { heldRows } from './heldRows.ts';
import { importanceScores } from './importanceScores.ts';
import type { FitFactor } from '../../numeric/factorPredictor.ts';
import type { ImportanceScores } from './importanceScores.ts';

/** Options of {@link dciScores}. */
export interface DciOptions {
  /** What predicts each factor from all codes. Default: `boostedStumps()`. */
  readonly fit?: FitFactor;
  /** A factor with at most so many different values has classes, one with more is continuous; from 1 on. Default: 10. */
  readonly classes?: number;
}

/** Disentanglement, completeness and informativeness. */
export interface DciScores extends ImportanceScores {
  /** The mean over factors, in [0, 1]. */
  readonly informativeness: number;
  /**
   * How well each factor is predicted for rows that were held out: the accuracy of its class, or one minus the root mean squared error in
   * units of the standard deviation, and not below 0.
   */
  readonly predicted: readonly number[];
  /** How important each code is for each factor: one row per factor, one entry per code. */
  readonly importance: readonly (readonly number[])[];
}

/**
 * DCI (Eastwood and Williams, 2018): a predictor of each factor from all codes is fitted to two rows of three and tested on the third ones.
 * Disentanglement and completeness are read from how important the codes are to it, informativeness from its errors. Of two codes that are equal,
 * the default predictor uses one, so that a copy costs nothing; causally related factors that tell about each other cost something even
 * where the codes are the factors themselves.
 *
 * @param truth - The true variables: columns of one length. Their rows should be in no periodic order.
 * @param found - The found ones, of the same rows.
 * @param options - The predictor, and which factors have classes.
 * @returns The three scores, their parts and the matrix of importances. The accuracy of a factor with classes is at least about the share of the
 *   commonest one.
 * @throws ArgumentError when there is no column, less than six rows, an impossible `classes` or a predictor with another number of
 *   importances than codes; ShapeError for different lengths; ValuesError for entries that are not finite and importances below 0.
 *
 * @example
 * ```ts
 * import { dciScores } from '@causal-mechanisms/metrics';
 *
 * const a = Array.from({ length: 300 }, (_, row) => row % 2);
 * const b = Array.from({ length: 300 }, (_, row) => Math.floor(row / 4) % 2);
 * const { disentanglement, completeness, informativeness } = dciScores([a, b], [b, a]);
 * console.log(disentanglement.toFixed(3), completeness.toFixed(3), informativeness); // 1.000 1.000 1
 * ```
 */
export function dciScores(
  truth: readonly ArrayLike<number>[],
  found: readonly ArrayLike<number>[],
  options: DciOptions = {},
): DciScores {
  const owner = 'dciScores';
  const { fit = boostedStumps(), classes = 10 } = checkOptions(owner, options);
  const rows = checkSampleColumns(owner, 'truth', truth);
  checkSameLength(owner, 'truth and found', rows, checkSampleColumns(owner, 'found', found));
  checkFunction(owner, 'fit', fit);
  checkCount(owner, 'classes', classes);
  const { train, test } = heldRows(owner, rows);
  const [trainCodes, testCodes] = [train, test].map((part) => found.map(part)) as [
    Float64Array[],
    Float64Array[],
  ];
  const fits = truth.map((column) => {
    const { kind, values } = factorValues(owner, column, classes);
    const { importance, predict } = fit(trainCodes, train(values), kind);
    if (importance.length !== found.length) {
      throw new ArgumentError(
        `${owner}: fit must give one importance for each of ${found.length} codes, got ${importance.length}`,
        { data: { expected: found.length, actual: importance.length } },
      );
    }
    const predicted = predict(testCodes);
    return {
      importance: Array.from(importance),
      score: (kind === 'discrete' ? accuracy : closeness)(test(values), predicted),
    };
  });
  const importance = fits.map((fitted) => fitted.importance);
  const predicted = fits.map(({ score }) => score);
  return {
    ...importanceScores(importance),
    informativeness: predicted.reduce((sum, score) => sum + score, 0) / predicted.length,
    predicted,
    importance,
  };
}

function factorValues(owner: string, column: ArrayLike<number>, classes: number) {
  // With as many bins as rows the values themselves are the classes.
  const [byValue] = columnClasses(owner, [column], { bins: column.length });
  return byValue !== undefined && byValue.count <= classes
    ? { kind: 'discrete' as const, values: byValue.labels }
    : { kind: 'continuous' as const, values: column };
}

function accuracy(truth: Float64Array, predicted: ArrayLike<number>): number {
  let right = 0;
  truth.forEach((value, row) => (right += Number(predicted[row] === value)));
  return right / truth.length;
}

/** One minus the root mean squared error in units of the standard deviation. */
function closeness(truth: Float64Array, predicted: ArrayLike<number>): number {
  const mean = truth.reduce((sum, value) => sum + value, 0) / truth.length;
  let [errors, squares] = [0, 0];
  truth.forEach((value, row) => {
    errors += (value - (predicted[row] ?? NaN)) ** 2;
    squares += (value - mean) ** 2;
  });
  return errors === 0 ? 1 : Math.max(0, 1 - Math.sqrt(errors / squares));
}
