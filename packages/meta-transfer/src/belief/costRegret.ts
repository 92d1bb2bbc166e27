import { checkNumber, checkOptions, logSigmoid, sigmoid } from '@causal-mechanisms/tensor-utils';
import { checkReal } from './checkReal.ts';

/** Costs of one episode under both hypotheses, such as negative log-likelihoods in nats. */
export interface EpisodeCosts {
  /** Of the hypothesis that the belief is about. */
  readonly forward: number;
  /** Of the other one. */
  readonly backward: number;
}

/**
 * The logarithm of a mixture of costs, `log(sigmoid(gamma) exp(C_forward) + (1 - sigmoid(gamma)) exp(C_backward))`: what the
 * authors' code minimises for continuous variables, in place of the regret, which is minus the logarithm of a mixture of likelihoods.
 *
 * @param gamma - The belief's logit.
 * @param costs - Negative log-likelihoods, each scored before adaptation.
 * @returns The logarithm of the mixture; finite wherever both costs are.
 *
 * @example
 * ```ts
 * import { costRegret } from '@causal-mechanisms/meta-transfer';
 *
 * console.log(costRegret(0, { forward: 1, backward: 1 })); // 1
 * ```
 */
export function costRegret(gamma: number, costs: EpisodeCosts): number {
  const { forward, backward } = checkOptions('costRegret', costs, 'costs');
  checkNumber('costRegret', 'gamma', gamma);
  checkReal('costRegret', 'forward', forward);
  checkReal('costRegret', 'backward', backward);
  const [one, other] = [logSigmoid(gamma) + forward, logSigmoid(-gamma) + backward];
  return Math.max(one, other) + Math.log1p(Math.exp(-Math.abs(one - other)));
}

/**
 * The derivative of {@link costRegret} by `gamma`. Its sign is that of the gradient of the regret, its size another: an episode counts most
 * where it goes against the belief.
 *
 * @param gamma - The belief's logit.
 * @param difference - `C_forward - C_backward`, in nats: minus Delta.
 * @returns `sigmoid(gamma + difference) - sigmoid(gamma)`, in (-1, 1).
 *
 * @example
 * ```ts
 * import { costRegretGradient } from '@causal-mechanisms/meta-transfer';
 *
 * console.log(costRegretGradient(0, -1e4)); // -0.5
 * ```
 */
export function costRegretGradient(gamma: number, difference: number): number {
  checkNumber('costRegretGradient', 'gamma', gamma);
  checkReal('costRegretGradient', 'difference', difference);
  return sigmoid(gamma + difference) - sigmoid(gamma);
}
