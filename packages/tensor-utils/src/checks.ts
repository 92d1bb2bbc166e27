import { checkOptions } from './argumentChecks.ts';
import { ArgumentError } from './errors.ts';

/** What an integer may be. */
export interface CountRange {
  /** The smallest value allowed. Default: 1. */
  readonly least?: number;
  /** The largest value allowed. Default: Infinity. */
  readonly most?: number;
}

/**
 * Checks that an argument is an integer in a range, such as a size, a number of steps or an interval.
 *
 * @param owner - The function that asks; opens the message.
 * @param name - The argument.
 * @param value - Should be a safe integer in the range.
 * @param range - The range; at least 1 by default.
 * @throws ArgumentError that names the function, the argument, what was expected and what came.
 *
 * @example
 * ```ts
 * import { ArgumentError, checkCount } from '@causal-mechanisms/tensor-utils';
 *
 * checkCount('example', 'heads', 2, { most: 8 });
 * try {
 *   checkCount('example', 'batchSize', 0.5);
 * } catch (error) {
 *   if (error instanceof ArgumentError) console.log(error.message); // example: batchSize must be an integer of at least 1, got 0.5
 * }
 * ```
 */
export function checkCount(
  owner: string,
  name: string,
  value: number,
  range: CountRange = {},
): void {
  const { least = 1, most = Infinity } = checkOptions(owner, range, 'range');
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  throw new ArgumentError(
    `${owner}: ${name} must be an integer${inWords(least, most)}, got ${String(value)}`,
    { data: { name, value, least, most } },
  );
}

function inWords(least: number, most: number): string {
  if (least > -Infinity && most < Infinity) return ` from ${least} to ${most}`;
  if (least > -Infinity) return ` of at least ${least}`;
  return most < Infinity ? ` of at most ${most}` : '';
}
