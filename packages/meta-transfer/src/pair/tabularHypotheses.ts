import { pairJoint } from '@causal-mechanisms/datasets';
import type { CategoricalPair } from '@causal-mechanisms/datasets';
import { checkNumbers, ShapeError, ValuesError } from '@causal-mechanisms/tensor-utils';
import { checkCategories, checkPair } from './checkTables.ts';

/** One factorisation of a joint distribution of two variables: a marginal of one, and a conditional of the other. */
export interface TabularHypothesis {
  /** Categories of the variable that is taken for the cause. */
  readonly causes: number;
  /** Categories of the other one. */
  readonly effects: number;
  /** Probabilities of the cause `[causes]`. */
  readonly marginal: Float64Array;
  /** Probabilities of the effect `[causes, effects]`, one row per category of the cause. */
  readonly conditional: Float64Array;
  /** Logarithms of `marginal`: the logits that adaptation starts from. */
  readonly logMarginal: Float64Array;
  /** Logarithms of `conditional`. */
  readonly logConditional: Float64Array;
}

/** Both factorisations of one joint distribution of A and B. They give every pair the same probability. */
export interface TabularHypotheses {
  /** The numbers of categories of A and of B. */
  readonly categories: readonly [number, number];
  /** `P(a, b)` as `[categories of A, categories of B]`. */
  readonly joint: Float64Array;
  /** P(A) and P(B|A): A is the cause. */
  readonly forward: TabularHypothesis;
  /** P(B) and P(A|B): B is the cause. */
  readonly backward: TabularHypothesis;
}

/**
 * Both hypotheses about a pair of variables, with the exact tables of its distribution.
 *
 * @param pair - The undisturbed pair.
 * @returns Its two factorisations.
 *
 * @example
 * ```ts
 * import { categoricalPairOf } from '@causal-mechanisms/datasets';
 * import { tabularHypotheses } from '@causal-mechanisms/meta-transfer';
 *
 * const pair = categoricalPairOf([0.5, 0.5], [[0.9, 0.1], [0.2, 0.8]]);
 * const { backward } = tabularHypotheses(pair);
 * console.log(backward.marginal[0]?.toFixed(2), backward.conditional[0]?.toFixed(6)); // 0.55 0.818182
 * ```
 */
export function tabularHypotheses(pair: CategoricalPair): TabularHypotheses {
  checkPair('tabularHypotheses', 'pair', pair);
  const { direction, causes, effects } = pair;
  const categories =
    direction === 'A->B' ? ([causes, effects] as const) : ([effects, causes] as const);
  return hypothesesOfJoint(pairJoint(pair), categories);
}

/**
 * Both hypotheses about two variables, from their joint distribution.
 *
 * @param joint - `P(a, b)` as `[categories of A, categories of B]`, not necessarily normalised.
 * @param categories - The numbers of categories of A and of B.
 * @returns The two factorisations. The row of a category that never occurs is uniform.
 * @throws ShapeError when the length does not fit; ValuesError when a number is negative or not finite, or all are 0;
 * ArgumentError when a number of categories is not from 1 to 256.
 *
 * @example
 * ```ts
 * import { hypothesesOfJoint } from '@causal-mechanisms/meta-transfer';
 *
 * const { forward } = hypothesesOfJoint([3, 1, 2, 2], [2, 2]);
 * console.log(forward.conditional); // Float64Array(4) [ 0.75, 0.25, 0.5, 0.5 ]
 * ```
 */
export function hypothesesOfJoint(
  joint: ArrayLike<number>,
  categories: readonly [number, number],
): TabularHypotheses {
  checkCategories('hypothesesOfJoint', categories, 1);
  checkNumbers('hypothesesOfJoint', 'joint', joint, { anyNumber: true });
  const [a, b] = categories;
  if (joint.length !== a * b) {
    throw new ShapeError(
      `hypothesesOfJoint: joint must hold ${a} x ${b} probabilities, got ${joint.length}`,
      { data: { categories, actual: joint.length } },
    );
  }
  const normalised = Float64Array.from(joint);
  let total = normalised.reduce((sum, value) => sum + value, 0);
  const bad = normalised.findIndex((value) => !(value >= 0 && value < Infinity));
  if (bad >= 0 || !(total > 0)) {
    throw new ValuesError(
      bad >= 0
        ? `hypothesesOfJoint: in joint the probability of the pair (${Math.floor(bad / b)}, ${bad % b}) must be finite and at least 0, got ${String(joint[bad])}`
        : 'hypothesesOfJoint: all probabilities in joint are 0',
      { data: { index: bad } },
    );
  }
  if (total === Infinity) {
    const largest = normalised.reduce((most, value) => Math.max(most, value), 0);
    for (let i = 0; i < normalised.length; i++) normalised[i] = (normalised[i] ?? NaN) / largest;
    total = normalised.reduce((sum, value) => sum + value, 0);
  }
  for (let i = 0; i < normalised.length; i++) normalised[i] = (normalised[i] ?? NaN) / total;
  const transposed = new Float64Array(a * b);
  for (let i = 0; i < a; i++) {
    for (let j = 0; j < b; j++) transposed[j * a + i] = normalised[i * b + j] ?? NaN;
  }
  return {
    categories: [a, b],
    joint: normalised,
    forward: factorised(normalised, a, b),
    backward: factorised(transposed, b, a),
  };
}

function factorised(joint: Float64Array, causes: number, effects: number): TabularHypothesis {
  const marginal = new Float64Array(causes);
  const conditional = new Float64Array(causes * effects);
  for (let c = 0; c < causes; c++) {
    let sum = 0;
    for (let e = 0; e < effects; e++) sum += joint[c * effects + e] ?? NaN;
    marginal[c] = sum;
    for (let e = 0; e < effects; e++) {
      const at = c * effects + e;
      conditional[at] = sum > 0 ? (joint[at] ?? NaN) / sum : 1 / effects;
    }
  }
  return {
    causes,
    effects,
    marginal,
    conditional,
    logMarginal: marginal.map(Math.log),
    logConditional: conditional.map(Math.log),
  };
}
