import { checkOptions, logSigmoid, sigmoid, softplus } from '@causal-mechanisms/tensor-utils';
import { checkReal } from './checkReal.ts';

/** From here on sums with gamma cost digits. */
const LARGE = 1e6;

/** Log-likelihoods of one episode under both hypotheses, in nats. */
export interface EpisodeLikelihoods {
  /** Of the hypothesis that the belief is about. */
  readonly forward: number;
  /** Of the other one. */
  readonly backward: number;
}

/**
 * The regret of an episode: the negative logarithm of the likelihood under the mixture of both hypotheses,
 * `-log(sigmoid(gamma) L_forward + (1 - sigmoid(gamma)) L_backward)`.
 *
 * @param gamma - The belief's logit.
 * @param likelihoods - Log-likelihoods, each scored before adaptation.
 * @returns The regret in nats; Infinity only where an episode is impossible under all that is believed in.
 *
 * @example
 * ```ts
 * import { regret } from '@causal-mechanisms/meta-transfer';
 *
 * console.log(regret(0, { forward: -1, backward: -1 })); // 1
 * ```
 */
export function regret(gamma: number, likelihoods: EpisodeLikelihoods): number {
  const { forward, backward } = checkOptions('regret', likelihoods, 'likelihoods');
  checkReal('regret', 'gamma', gamma);
  checkReal('regret', 'forward', forward);
  checkReal('regret', 'backward', backward);
  if (Math.abs(gamma) < LARGE && backward > -Infinity) {
    return softplus(gamma) - softplus(gamma + forward - backward) - backward;
  }
  // A sum with a large gamma would lose the likelihoods.
  const [one, other] = [logSigmoid(gamma) + forward, logSigmoid(-gamma) + backward];
  const [most, least] = [Math.max(one, other), Math.min(one, other)];
  return most === -Infinity ? Infinity : -most - Math.log1p(Math.exp(least - most));
}

/**
 * The derivative of {@link regret} by `gamma`: prior belief minus posterior belief.
 *
 * @param gamma - The belief's logit.
 * @param delta - `log L_forward - log L_backward`, in nats.
 * @returns `sigmoid(gamma) - sigmoid(gamma + delta)`, in (-1, 1).
 *
 * @example
 * ```ts
 * import { regretGradient } from '@causal-mechanisms/meta-transfer';
 *
 * console.log(regretGradient(0, 1e4)); // -0.5
 * ```
 */
export function regretGradient(gamma: number, delta: number): number {
  checkReal('regretGradient', 'gamma', gamma);
  checkReal('regretGradient', 'delta', delta);
  return sigmoid(gamma) - sigmoid(gamma + delta);
}
