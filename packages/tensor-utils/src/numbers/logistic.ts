/**
 * @param value - Any number.
 * @returns `1 / (1 + exp(-value))`, in [0, 1].
 *
 * @example
 * ```ts
 * import { sigmoid } from '@causal-mechanisms/tensor-utils';
 *
 * console.log(sigmoid(0)); // 0.5
 * ```
 */
export function sigmoid(value: number): number {
  // Below 0 the exponential itself: the other form would give 0 in the tail, where exp(-value) overflows.
  return value >= 0 ? 1 / (1 + Math.exp(-value)) : Math.exp(value) / (1 + Math.exp(value));
}

/**
 * @param value - Any number.
 * @returns `log(1 + exp(value))`, which never overflows.
 *
 * @example
 * ```ts
 * import { softplus } from '@causal-mechanisms/tensor-utils';
 *
 * console.log(softplus(1000)); // 1000
 * ```
 */
export function softplus(value: number): number {
  return Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)));
}

/**
 * @param value - Any number.
 * @returns `log(sigmoid(value))`, which never overflows.
 *
 * @example
 * ```ts
 * import { logSigmoid } from '@causal-mechanisms/tensor-utils';
 *
 * console.log(logSigmoid(-1000)); // -1000
 * ```
 */
export function logSigmoid(value: number): number {
  return -softplus(-value);
}
