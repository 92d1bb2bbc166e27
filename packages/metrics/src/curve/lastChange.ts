import { ArgumentError, checkArray, checkNumbers } from '@causal-mechanisms/tensor-utils';
import { checkSameLength } from '../checks.ts';

/**
 * Finds when a series of assignments came to rest.
 *
 * @param series - One assignment per point in time, such as the best expert of every mechanism; all of one length.
 * @returns The place of the last one that differs from the one before it; 0 when none does.
 * @throws ArgumentError when the series is empty; ShapeError when lengths differ.
 *
 * @example
 * ```ts
 * import { lastChange } from '@causal-mechanisms/metrics';
 *
 * console.log(lastChange([[0, 0], [0, 1], [0, 1], [2, 1], [2, 1]])); // 3
 * ```
 */
export function lastChange(series: readonly ArrayLike<number>[]): number {
  checkArray('lastChange', 'series', series).forEach((assignment, time) => {
    checkNumbers('lastChange', `series[${time}]`, assignment);
  });
  const [first] = series;
  if (first === undefined) {
    throw new ArgumentError('lastChange: series must hold at least one assignment, got none');
  }
  let last = 0;
  let before = first;
  series.forEach((assignment, time) => {
    checkSameLength('lastChange', 'all assignments', first.length, assignment.length);
    for (let i = 0; i < assignment.length; i++) if (assignment[i] !== before[i]) last = time;
    before = assignment;
  });
  return last;
}
