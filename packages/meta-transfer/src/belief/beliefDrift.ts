import { checkNumber } from '@causal-mechanisms/tensor-utils';
import { checkDeltas } from './expectedRatio.ts';
import { regretGradient } from './regret.ts';

/**
 * Where the belief is driven on average: minus the mean gradient of the regret.
 *
 * At large `gamma` it is near `exp(-gamma) (1 - E[exp(-Delta)])`, at very negative `gamma` near `exp(gamma) (E[exp(Delta)] - 1)`.
 *
 * @param gamma - The belief's logit.
 * @param deltas - One per episode, in nats.
 * @returns Posterior belief minus prior belief, averaged: positive where gamma grows.
 * @throws ValuesError when there is no episode, or a Delta is not finite.
 *
 * @example
 * ```ts
 * import { beliefDrift } from '@causal-mechanisms/meta-transfer';
 *
 * console.log(beliefDrift(0, [1, -1])); // 0
 * ```
 */
export function beliefDrift(gamma: number, deltas: ArrayLike<number>): number {
  checkNumber('beliefDrift', 'gamma', gamma);
  checkDeltas('beliefDrift', deltas);
  let sum = 0;
  for (let i = 0; i < deltas.length; i++) sum -= regretGradient(gamma, deltas[i] ?? NaN);
  return sum / deltas.length;
}

/**
 * Where the belief comes to rest: the logit that minimises the mean regret of the episodes. The mean regret has one minimum.
 *
 * @param deltas - One per episode, in nats.
 * @returns The logit: Infinity where the belief goes to 1, -Infinity where it goes to 0, NaN where all Deltas are 0, so that it stays anywhere.
 * @throws ValuesError when there is no episode, or a Delta is not finite.
 *
 * @example
 * ```ts
 * import { restingBelief } from '@causal-mechanisms/meta-transfer';
 * import { sigmoid } from '@causal-mechanisms/tensor-utils';
 *
 * // A mean of 0.8 in favour of the hypothesis, and still no certainty:
 * const deltas = [2, 2, 2, 2, 2, 2, 2, 2, 2, -10];
 * console.log(sigmoid(restingBelief(deltas)).toFixed(4)); // 0.8844
 * console.log(restingBelief([0.1])); // Infinity
 * ```
 */
export function restingBelief(deltas: ArrayLike<number>): number {
  checkDeltas('restingBelief', deltas);
  let [mostNegative, mostPositive] = [0, 0];
  for (let i = 0; i < deltas.length; i++) {
    mostNegative = Math.min(mostNegative, deltas[i] ?? NaN);
    mostPositive = Math.max(mostPositive, deltas[i] ?? NaN);
  }
  if (mostNegative === 0 && mostPositive === 0) return NaN;
  if (meanExcess(deltas, -1, -mostNegative) <= 0) return Infinity;
  if (meanExcess(deltas, 1, mostPositive) <= 0) return -Infinity;
  let [low, high] = [-1, 1];
  while (drift(low, deltas) < 0) low *= 2;
  while (drift(high, deltas) > 0) high *= 2;
  for (let halving = 0; halving < 200 && high - low > 1e-13; halving++) {
    const middle = (low + high) / 2;
    if (drift(middle, deltas) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The sign of `E[exp(sign * Delta)] - 1`, divided by the largest term so that nothing overflows. */
function meanExcess(deltas: ArrayLike<number>, sign: 1 | -1, largest: number): number {
  let sum = 0;
  for (let i = 0; i < deltas.length; i++) {
    // exp(d) - 1 as exp(largest) (exp(d - largest) - exp(-largest)); the plain form is exact near 0.
    const delta = sign * (deltas[i] ?? NaN);
    sum += largest < 1 ? Math.expm1(delta) : Math.exp(delta - largest) - Math.exp(-largest);
  }
  return sum;
}

/** The drift times `cosh(gamma / 2)^2`, whose sign is not lost to rounding far from 0. */
function drift(gamma: number, deltas: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < deltas.length; i++) sum += posteriorShift(gamma, deltas[i] ?? NaN);
  return sum;
}

/** `(sigmoid(gamma + delta) - sigmoid(gamma))` divided by `sigmoid(gamma) sigmoid(-gamma)`: `expm1(delta) / (1 + sigmoid(gamma) expm1(delta))`. */
function posteriorShift(gamma: number, delta: number): number {
  const belief = 1 / (1 + Math.exp(-gamma));
  const disbelief = 1 / (1 + Math.exp(gamma));
  if (delta > 0) return -Math.expm1(-delta) / (belief + disbelief * Math.exp(-delta));
  return Math.expm1(delta) / (disbelief + belief * Math.exp(delta));
}
