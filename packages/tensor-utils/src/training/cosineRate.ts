import { checkNumber, checkOptions } from '../argumentChecks.ts';
import { checkCount } from '../checks.ts';

/** Settings of {@link cosineRate}. */
export interface CosineRateOptions {
  /** The step size of the first step. */
  readonly first: number;
  /** The step size that the last step comes near to. */
  readonly last: number;
  /** Steps in all. */
  readonly steps: number;
}

/**
 * A step size that falls along half a cosine (Loshchilov and Hutter, 2017, equation 5 without restarts).
 *
 * @param done - Steps done before, from 0.
 * @param options - Where it starts and ends.
 * @returns `first` at the first step, near `last` at the last, `last` after it.
 * @throws ArgumentError when a number is not finite, `done` is below 0, or there are no steps.
 *
 * @example
 * ```ts
 * import { cosineRate } from '@causal-mechanisms/tensor-utils';
 *
 * console.log(cosineRate(50, { first: 1, last: 0, steps: 100 })); // 0.5
 * ```
 */
export function cosineRate(done: number, options: CosineRateOptions): number {
  const { first, last, steps } = checkOptions('cosineRate', options);
  checkNumber('cosineRate', 'done', done, { least: 0 });
  checkNumber('cosineRate', 'first', first);
  checkNumber('cosineRate', 'last', last);
  checkCount('cosineRate', 'steps', steps);
  const share = Math.min(done / steps, 1);
  return last + (first - last) * 0.5 * (1 + Math.cos(Math.PI * share));
}
