import { checkNumbers, checkOptions, sigmoid } from '@causal-mechanisms/tensor-utils';
import { checkEntries, checkWeights } from './checkScored.ts';
import { sideOf } from './sampledGraphs.ts';

/** Options of {@link beliefRegularisers}. */
export interface BeliefRegularisersOptions {
  /** The weight of the sum of all edge probabilities. */
  readonly sparsity: number;
  /** The weight of `cosh(p_ij p_ji)`, summed over pairs of variables. */
  readonly acyclicity: number;
}

/**
 * The gradient of `sparsity sum_ij p_ij + acyclicity sum_{i<j} cosh(p_ij p_ji)` by the logits of independent directed edges, `p` their sigmoids
 * (Ke et al., 2019, as recalled): edges cost something, and edges both ways cost more.
 *
 * @param logits - Of the edges: `[variables, variables]`, a row per cause.
 * @param options - The weights.
 * @returns The gradient; 0 on the diagonal.
 * @throws ShapeError when the logits are not square; ValuesError when one is NaN; ArgumentError when a weight is impossible.
 *
 * @example
 * ```ts
 * import { beliefRegularisers } from '@causal-mechanisms/meta-transfer';
 *
 * const weights = { sparsity: 0.1, acyclicity: 0 };
 * console.log([...beliefRegularisers(new Float64Array(4), weights)]); // [ 0, 0.025, 0.025, 0 ]
 * ```
 */
export function beliefRegularisers(
  logits: ArrayLike<number>,
  options: BeliefRegularisersOptions,
): Float64Array {
  const { sparsity, acyclicity } = checkOptions('beliefRegularisers', options);
  checkNumbers('beliefRegularisers', 'logits', logits, { anyNumber: true });
  const size = logits.length;
  const variables = sideOf('beliefRegularisers', 'logits', size);
  checkEntries('beliefRegularisers', 'logits', logits, size);
  checkWeights('beliefRegularisers', { sparsity, acyclicity });
  const gradient = new Float64Array(size);
  for (let edge = 0; edge < size; edge++) {
    const cause = Math.floor(edge / variables);
    const effect = edge % variables;
    if (cause === effect) continue;
    const forward = sigmoid(logits[edge] as number);
    const backward = sigmoid(logits[effect * variables + cause] as number);
    const slope = sparsity + acyclicity * Math.sinh(forward * backward) * backward;
    gradient[edge] = slope * forward * (1 - forward);
  }
  return gradient;
}
