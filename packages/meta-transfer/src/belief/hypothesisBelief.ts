import { checkNumbers, ShapeError, ValuesError } from '@causal-mechanisms/tensor-utils';

/**
 * @param values - At least one number; -Infinity counts as probability 0.
 * @returns `log(sum(exp(values)))`, which never overflows.
 *
 * @example
 * ```ts
 * import { logSumExp } from '@causal-mechanisms/meta-transfer';
 *
 * console.log(logSumExp([1000, 1000]).toFixed(4)); // 1000.6931
 * ```
 */
export function logSumExp(values: ArrayLike<number>): number {
  checkNumbers('logSumExp', 'values', values, { anyNumber: true });
  let largest = -Infinity;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, values[i] ?? -Infinity);
  if (!Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp((values[i] ?? -Infinity) - largest);
  return largest + Math.log(sum);
}

/**
 * @param logits - At least one number.
 * @returns The probabilities `exp(logits) / sum(exp(logits))`.
 *
 * @example
 * ```ts
 * import { softmax } from '@causal-mechanisms/meta-transfer';
 *
 * console.log(softmax([0, 0])); // Float64Array(2) [ 0.5, 0.5 ]
 * ```
 */
export function softmax(logits: ArrayLike<number>): Float64Array {
  checkNumbers('softmax', 'logits', logits, { anyNumber: true });
  let largest = -Infinity;
  for (let i = 0; i < logits.length; i++) largest = Math.max(largest, logits[i] ?? -Infinity);
  const weights = Float64Array.from(logits, (logit) => Math.exp(logit - largest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/**
 * What is believed of several hypotheses after an episode: `softmax(logits + logLikelihoods)`.
 *
 * @param logits - The belief before, one logit per hypothesis.
 * @param logLikelihoods - Of the episode under each hypothesis, in nats.
 * @returns The belief after: one probability per hypothesis.
 * @throws ShapeError when the numbers of hypotheses differ; ValuesError when a number is NaN or +Infinity, or every hypothesis has
 * probability 0.
 *
 * @example
 * ```ts
 * import { hypothesisPosterior } from '@causal-mechanisms/meta-transfer';
 *
 * console.log(hypothesisPosterior([0, 0, 0], [-1000, -1000, -2000])); // Float64Array(3) [ 0.5, 0.5, 0 ]
 * ```
 */
export function hypothesisPosterior(
  logits: ArrayLike<number>,
  logLikelihoods: ArrayLike<number>,
): Float64Array {
  return softmax(joint('hypothesisPosterior', logits, logLikelihoods));
}

/**
 * The regret of an episode under a belief over several hypotheses: `-log sum_h softmax(logits)_h L_h`.
 *
 * @param logits - The belief, one logit per hypothesis.
 * @param logLikelihoods - Of the episode under each hypothesis, in nats.
 * @returns The regret in nats.
 * @throws As {@link hypothesisPosterior}.
 *
 * @example
 * ```ts
 * import { hypothesisRegret } from '@causal-mechanisms/meta-transfer';
 *
 * console.log(hypothesisRegret([0, 0, 0], [-5, -5, -5]).toFixed(6)); // 5.000000
 * ```
 */
export function hypothesisRegret(
  logits: ArrayLike<number>,
  logLikelihoods: ArrayLike<number>,
): number {
  const sums = joint('hypothesisRegret', logits, logLikelihoods);
  return logSumExp(logits) - logSumExp(sums);
}

/**
 * The derivative of {@link hypothesisRegret} by the logits: prior belief minus posterior belief.
 *
 * @param logits - The belief, one logit per hypothesis.
 * @param logLikelihoods - Of the episode under each hypothesis, in nats.
 * @returns `softmax(logits) - hypothesisPosterior(logits, logLikelihoods)`, which adds up to 0.
 * @throws As {@link hypothesisPosterior}.
 *
 * @example
 * ```ts
 * import { hypothesisRegretGradient } from '@causal-mechanisms/meta-transfer';
 *
 * console.log(hypothesisRegretGradient([0, 0], [0, -1e4])); // Float64Array(2) [ -0.5, 0.5 ]
 * ```
 */
export function hypothesisRegretGradient(
  logits: ArrayLike<number>,
  logLikelihoods: ArrayLike<number>,
): Float64Array {
  const posterior = softmax(joint('hypothesisRegretGradient', logits, logLikelihoods));
  return softmax(logits).map((prior, h) => prior - (posterior[h] ?? NaN));
}

function joint(
  owner: string,
  logits: ArrayLike<number>,
  logLikelihoods: ArrayLike<number>,
): Float64Array {
  checkNumbers(owner, 'logits', logits, { anyNumber: true });
  checkNumbers(owner, 'logLikelihoods', logLikelihoods, { anyNumber: true });
  if (logits.length !== logLikelihoods.length || logits.length === 0) {
    throw new ShapeError(
      `${owner}: logLikelihoods must hold one for each of ${logits.length} logits, at least one, got ${logLikelihoods.length}`,
      { data: { expected: logits.length, actual: logLikelihoods.length } },
    );
  }
  const sums = Float64Array.from(logits, (logit, h) => logit + (logLikelihoods[h] ?? NaN));
  if (
    sums.some((sum) => Number.isNaN(sum) || sum === Infinity) ||
    sums.every((sum) => sum === -Infinity)
  ) {
    throw new ValuesError(
      `${owner}: logits and logLikelihoods must be numbers below Infinity, one of them finite, got ${Array.from(logits).join(', ')} and ${Array.from(logLikelihoods).join(', ')}`,
    );
  }
  return sums;
}
