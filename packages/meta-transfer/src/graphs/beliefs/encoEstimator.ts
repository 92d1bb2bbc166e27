import { checkCount, checkNumbers, checkOptions, sigmoid } from '@causal-mechanisms/tensor-utils';
import { checkEntries, checkWeights } from './checkScored.ts';
import type { EdgeContrasts } from './edgeContrasts.ts';
import { sideOf } from './sampledGraphs.ts';

/** Beliefs about edges in two parts: whether two variables are adjacent, and which of them is the cause. */
export interface OrientedBeliefs {
  /** Logits that an edge is there: `[variables, variables]`, a row per cause. */
  readonly existence: ArrayLike<number>;
  /** Logits that it points from the row to the column; the negative of its transpose. */
  readonly orientation: ArrayLike<number>;
}

/** Options of {@link encoEstimator}. */
export interface EncoEstimatorOptions {
  /** The variable that was intervened on while the samples were drawn. */
  readonly target: number;
  /** What an edge costs, in nats. Default: 0.004. */
  readonly sparsity?: number;
}

/** Gradients of the expected cost by {@link OrientedBeliefs}. */
export interface OrientedGradients {
  /** By the logits of existence: 0 for edges into the target. */
  readonly existence: Float64Array;
  /** By the logits of orientation: 0 but for edges from or to the target; the negative of its transpose. */
  readonly orientation: Float64Array;
}

/**
 * The gradient estimator of ENCO (Lippe et al., 2022, as recalled). With `s` and `o` the sigmoids of existence and orientation, and `d` the
 * contrast of an edge: `s (1 - s) o (d + sparsity)` for existence, `o (1 - o) s d` for the orientation of edges from the target, from which
 * the transpose is taken away. The target's own mechanism was replaced: edges into it get nothing.
 *
 * @param contrasts - What each edge does to the cost of its effect, on samples under the intervention.
 * @param beliefs - The logits that the graphs were drawn from.
 * @param options - The target and the price of an edge.
 * @returns Gradients of costs: to be descended.
 * @throws ShapeError when sizes do not fit; ValuesError when a number is NaN; ArgumentError when the target is no variable, or sparsity impossible.
 *
 * @example
 * ```ts
 * import { encoEstimator } from '@causal-mechanisms/meta-transfer';
 *
 * const contrasts = { differences: Float64Array.of(0, -0.5, 0, 0), drawn: Uint8Array.of(0, 1, 0, 0) };
 * const zero = new Float64Array(4);
 * const { existence, orientation } = encoEstimator(contrasts, { existence: zero, orientation: zero }, { target: 0 });
 * console.log(existence[1], orientation[1], orientation[2]); // -0.062 -0.0625 0.0625
 * ```
 */
export function encoEstimator(
  contrasts: EdgeContrasts,
  beliefs: OrientedBeliefs,
  options: EncoEstimatorOptions,
): OrientedGradients {
  const owner = 'encoEstimator';
  const { differences, drawn } = checkOptions(owner, contrasts, 'contrasts');
  const { target, sparsity = 0.004 } = checkOptions(owner, options);
  checkOptions(owner, beliefs, 'beliefs');
  checkNumbers(owner, 'differences', differences, { anyNumber: true });
  const size = differences.length;
  const variables = sideOf(owner, 'differences', size);
  checkEntries(owner, 'differences', differences, size);
  checkEntries(owner, 'drawn', drawn, size);
  checkEntries(owner, 'existence', beliefs.existence, size);
  checkEntries(owner, 'orientation', beliefs.orientation, size);
  checkCount(owner, 'target', target, { least: 0, most: variables - 1 });
  checkWeights(owner, { sparsity });
  const existence = new Float64Array(size);
  const orientation = new Float64Array(size);
  for (let edge = 0; edge < size; edge++) {
    const cause = Math.floor(edge / variables);
    const effect = edge % variables;
    if (drawn[edge] === 0 || effect === target || cause === effect) continue;
    const s = sigmoid(beliefs.existence[edge] as number);
    const o = sigmoid(beliefs.orientation[edge] as number);
    const difference = differences[edge] as number;
    existence[edge] = s * (1 - s) * o * (difference + sparsity);
    if (cause !== target) continue;
    const slope = o * (1 - o) * s * difference;
    orientation[edge] = slope;
    orientation[effect * variables + cause] = -slope;
  }
  return { existence, orientation };
}
