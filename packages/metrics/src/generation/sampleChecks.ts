import { checkSameLength } from '../checks.ts';
import { checkSampleColumns } from '../representation/columnChecks.ts';

/**
 * Checks two samples of the same quantities.
 *
 * @param owner - The function that asks; opens messages.
 * @param first - Columns of finite numbers, of one length of at least 2.
 * @param second - As many columns, of a length of their own.
 * @returns How many rows each has.
 * @throws ArgumentError when there is no column or less than two rows; ShapeError for columns of different length or other columns in the
 *   second; ValuesError for entries that are not finite.
 */
export function checkSamples(
  owner: string,
  first: readonly ArrayLike<number>[],
  second: readonly ArrayLike<number>[],
): readonly [number, number] {
  const rows = checkSampleColumns(owner, 'first', first);
  const others = checkSampleColumns(owner, 'second', second);
  checkSameLength(owner, 'the columns of first and second', first.length, second.length);
  return [rows, others];
}
