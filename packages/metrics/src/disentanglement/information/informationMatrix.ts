import { checkSameLength } from '../../checks.ts';
import { checkSampleColumns } from '../../representation/columnChecks.ts';
import { columnClasses } from '../columnClasses.ts';
import type { BinOptions, ColumnClasses } from '../columnClasses.ts';

/** What columns tell about each other. */
export interface InformationMatrix {
  /** Mutual information in nats, at least 0: one row per true column, one entry per found one. */
  readonly information: readonly (readonly number[])[];
  /** The entropy of each true column in nats; 0 where it is constant. */
  readonly entropies: readonly number[];
}

/**
 * Mutual information of true and found variables, counted over bins. Counting overstates it, by about `(bins - 1)^2 / (2 rows)` nats for
 * independent columns: more rows or fewer bins where that matters.
 *
 * @param truth - The true variables: columns of one length.
 * @param found - The found ones, of the same rows.
 * @param options - How columns are cut into classes.
 * @returns Information and entropies.
 * @throws ArgumentError when there is no column, less than two rows or an impossible cut; ShapeError for different lengths; ValuesError
 *   for entries that are not finite.
 *
 * @example
 * ```ts
 * import { informationMatrix } from '@causal-mechanisms/metrics';
 *
 * const [a, b] = [[0, 0, 1, 1], [0, 1, 0, 1]];
 * const { information } = informationMatrix([a], [a, b]);
 * console.log(information.map((row) => row.map((value) => value.toFixed(3)))); // [ [ '0.693', '0.000' ] ]
 * ```
 */
export function informationMatrix(
  truth: readonly ArrayLike<number>[],
  found: readonly ArrayLike<number>[],
  options: BinOptions = {},
): InformationMatrix {
  return informationOf('informationMatrix', truth, found, options);
}

/**
 * The same for scores that start from it.
 *
 * @param owner - The function that asks; opens messages.
 * @param truth - The true variables.
 * @param found - The found ones.
 * @param options - How columns are cut into classes.
 * @returns Information and entropies.
 */
export function informationOf(
  owner: string,
  truth: readonly ArrayLike<number>[],
  found: readonly ArrayLike<number>[],
  options: BinOptions,
): InformationMatrix {
  const rows = checkSampleColumns(owner, 'truth', truth);
  const others = checkSampleColumns(owner, 'found', found);
  checkSameLength(owner, 'truth and found', rows, others);
  const codes = columnClasses(owner, found, options);
  const factors = columnClasses(owner, truth, options);
  return {
    information: factors.map((factor) => codes.map((code) => mutualInformation(factor, code))),
    entropies: factors.map((factor) => mutualInformation(factor, factor)),
  };
}

function mutualInformation(first: ColumnClasses, second: ColumnClasses): number {
  const rows = first.labels.length;
  const joint = new Float64Array(first.count * second.count);
  const [rowSums, columnSums] = [new Float64Array(first.count), new Float64Array(second.count)];
  first.labels.forEach((row, i) => {
    const column = second.labels[i] ?? 0;
    const cell = row * second.count + column;
    joint[cell] = (joint[cell] ?? 0) + 1;
    rowSums[row] = (rowSums[row] ?? 0) + 1;
    columnSums[column] = (columnSums[column] ?? 0) + 1;
  });
  let nats = 0;
  joint.forEach((count, cell) => {
    if (count === 0) return;
    const row = Math.floor(cell / second.count);
    const expected = (rowSums[row] ?? 0) * (columnSums[cell - row * second.count] ?? 0);
    nats += (count / rows) * Math.log((count * rows) / expected);
  });
  // Rounding may leave a little below 0.
  return Math.max(0, nats);
}
