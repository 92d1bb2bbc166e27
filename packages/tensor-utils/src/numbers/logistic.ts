import { checkAnyNumber } from '../argumentChecks.ts';

/**
 * @param value - Any number.
 * @returns `1 / (1 + exp(-value))`, in [0, 1].
 * @throws ArgumentError when it is no number.
 *
 * @example
 * ```ts
 * import { sigmoid } from '@causal-mechanisms/tensor-utils';
 *
 * console.log(sigmoid(0)); // 0.5
 * ```
 */
export function sigmoid(value: number): number {
  checkAnyNumber('sigmoid', 'value', value);
  // Below 0 the exponential itself: the other form would give 0 in the tail, where exp(-value) overflows.
  return value >= 0 ? 1 / (1 + Math.exp(-value)) : Math.exp(value) / (1 + Math.exp(value));
}

/**
 * @param value - Any number.
 * @returns `log(1 + exp(value))`, which never overflows.
 * @throws ArgumentError when it is no number.
 *
 * @example
 * ```ts
 * import { softplus } from '@causal-mechanisms/tensor-utils';
 *
 * console.log(softplus(1000)); // 1000
 * ```
 */
export function softplus(value: number): number {
  checkAnyNumber('softplus', 'value', value);
  return Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)));
}

/**
 * @param value - Any number.
 * @returns `log(sigmoid(value))`, which never overflows.
 * @throws ArgumentError when it is no number.
 *
 * @example
 * ```ts
 * import { logSigmoid } from '@causal-mechanisms/tensor-utils';
 *
 * console.log(logSigmoid(-1000)); // -1000
 * ```
 */
export function logSigmoid(value: number): number {
  checkAnyNumber('logSigmoid', 'value', value);
  return -softplus(-value);
}
