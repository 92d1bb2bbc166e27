import { checkOptions, sigmoid } from '@causal-mechanisms/tensor-utils';
import { checkEntries, checkScored, checkWeights } from './checkScored.ts';
import type { ScoredGraphs } from './scoredGraphs.ts';

/** Options of {@link reinforceEstimator}. */
export interface ReinforceEstimatorOptions {
  /**
   * What the log-likelihoods are multiplied by: costs are means per sample, the likelihood of n samples is `exp(-n cost)`. Default: 1.
   */
  readonly samples?: number;
}

/**
 * The gradient of the regret `-log E_B[prod_i L_i(B_i)]` by the logits of independent edges, estimated from graphs drawn from them (Bengio et
 * al., 2019): `g_ij = sum_k (sigmoid(gamma_ij) - B_ij^k) L_i^k / sum_k L_i^k`, with all graphs scored on the same samples. `L_i` is
 * the likelihood of the effect: the parents of other variables do not enter it.
 *
 * @param scored - Graphs and their costs, all on the same samples.
 * @param logits - Of the edges: `[variables, variables]`, a row per cause.
 * @param options - How many samples a cost stands for.
 * @returns The gradient of the regret `[variables, variables]`: to be descended. 0 on the diagonal.
 * @throws ShapeError when sizes do not fit; ValuesError when a cost is not finite; ArgumentError when there are no variables, or an option is impossible.
 *
 * @example
 * ```ts
 * import { reinforceEstimator } from '@causal-mechanisms/meta-transfer';
 *
 * const graphs = Uint8Array.of(0, 1, 0, 0, 0, 0, 0, 0); // with the edge from 0 to 1, and without
 * const scored = { variables: 2, graphs, costs: [0, 1, 0, 2] };
 * console.log(reinforceEstimator(scored, new Float64Array(4))[1]?.toFixed(6)); // -0.231059
 * ```
 */
export function reinforceEstimator(
  scored: ScoredGraphs,
  logits: ArrayLike<number>,
  options: ReinforceEstimatorOptions = {},
): Float64Array {
  const { samples = 1 } = checkOptions('reinforceEstimator', options);
  const draws = checkScored('reinforceEstimator', scored);
  const { variables, graphs, costs } = scored;
  const size = variables * variables;
  checkEntries('reinforceEstimator', 'logits', logits, size);
  checkWeights('reinforceEstimator', { samples });
  const gradient = new Float64Array(size);
  const weights = new Float64Array(draws);
  for (let effect = 0; effect < variables; effect++) {
    let least = Infinity;
    for (let draw = 0; draw < draws; draw++) {
      least = Math.min(least, costs[draw * variables + effect] as number);
    }
    let total = 0;
    for (let draw = 0; draw < draws; draw++) {
      const weight = Math.exp(samples * (least - (costs[draw * variables + effect] as number)));
      weights[draw] = weight;
      total += weight;
    }
    for (let cause = 0; cause < variables; cause++) {
      if (cause === effect) continue;
      const edge = cause * variables + effect;
      let posterior = 0;
      for (let draw = 0; draw < draws; draw++) {
        posterior += (graphs[draw * size + edge] as number) * (weights[draw] as number);
      }
      gradient[edge] = sigmoid(logits[edge] as number) - posterior / total;
    }
  }
  return gradient;
}
