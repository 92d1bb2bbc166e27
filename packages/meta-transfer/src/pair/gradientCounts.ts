import type { CategoricalPair } from '@causal-mechanisms/datasets';
import { checkNumber, checkOptions, ShapeError } from '@causal-mechanisms/tensor-utils';
import { checkPair } from './checkTables.ts';
import { tabularHypotheses } from './tabularHypotheses.ts';
import type { TabularHypothesis } from './tabularHypotheses.ts';

/** The expected gradient of the negative log-likelihood by the logits of one hypothesis, before it adapts. */
export interface ExpectedGradient {
  /** By the logits of the marginal `[causes]`. */
  readonly marginal: Float64Array;
  /** By the logits of the conditional `[causes, effects]`. */
  readonly conditional: Float64Array;
  /** How many entries of the marginal's are not 0. */
  readonly marginalCount: number;
  /** How many entries of the conditional's are not 0. */
  readonly conditionalCount: number;
  /** How many entries of both are not 0. */
  readonly count: number;
  /** How many parameters there are: `causes + causes * effects`. */
  readonly parameters: number;
}

/** The expected gradients of both hypotheses. */
export interface GradientCounts {
  /** Of A->B. */
  readonly forward: ExpectedGradient;
  /** Of B->A. */
  readonly backward: ExpectedGradient;
}

/** Options of {@link gradientCounts}. */
export interface GradientCountsOptions {
  /** What counts as not 0: a size above this. Default: 1e-12. */
  readonly threshold?: number;
}

/**
 * Counts the parameters that have to move after an intervention: those by which the expected gradient is not 0. In the true direction it
 * is 0 for the module that was not changed: `P'(c) (P(e|c) - P'(e|c))` of a row, `P(c) - P'(c)` of the marginal.
 *
 * @param pair - The undisturbed pair, which both hypotheses describe exactly.
 * @param transfer - The pair after the intervention, such as `transferDistribution` makes.
 * @param options - What counts.
 * @returns Gradients and counts, in closed form; a gradient from samples is never 0.
 * @throws ShapeError when the pairs have different numbers of categories or directions.
 *
 * @example
 * ```ts
 * import { categoricalPairOf } from '@causal-mechanisms/datasets';
 * import { gradientCounts } from '@causal-mechanisms/meta-transfer';
 *
 * const rows = [[0.9, 0.1], [0.2, 0.8]];
 * const { forward, backward } = gradientCounts(
 *   categoricalPairOf([0.5, 0.5], rows),
 *   categoricalPairOf([0.8, 0.2], rows),
 * );
 * console.log(forward.count, backward.count, forward.parameters); // 2 6 6
 * ```
 */
export function gradientCounts(
  pair: CategoricalPair,
  transfer: CategoricalPair,
  options: GradientCountsOptions = {},
): GradientCounts {
  const owner = 'gradientCounts';
  const { threshold = 1e-12 } = checkOptions(owner, options);
  checkNumber(owner, 'threshold', threshold, { least: 0 });
  checkPair(owner, 'pair', pair);
  checkPair(owner, 'transfer', transfer);
  const differs = (['direction', 'causes', 'effects'] as const).find(
    (key) => pair[key] !== transfer[key],
  );
  if (differs !== undefined) {
    throw new ShapeError(
      `gradientCounts: both pairs must have the same ${differs}, got ${pair[differs]} and ${transfer[differs]}`,
    );
  }
  const [before, after] = [tabularHypotheses(pair), tabularHypotheses(transfer)];
  return {
    forward: expectedGradient(before.forward, after.forward, threshold),
    backward: expectedGradient(before.backward, after.backward, threshold),
  };
}

function expectedGradient(
  before: TabularHypothesis,
  after: TabularHypothesis,
  threshold: number,
): ExpectedGradient {
  const { causes, effects } = before;
  const marginal = before.marginal.map((p, c) => p - (after.marginal[c] ?? NaN));
  const conditional = before.conditional.map((p, at) => {
    const weight = after.marginal[Math.floor(at / effects)] ?? NaN;
    return weight * (p - (after.conditional[at] ?? NaN));
  });
  const countOf = (gradient: Float64Array) =>
    gradient.reduce((sum, slope) => sum + Number(Math.abs(slope) > threshold), 0);
  const [marginalCount, conditionalCount] = [countOf(marginal), countOf(conditional)];
  return {
    marginal,
    conditional,
    marginalCount,
    conditionalCount,
    count: marginalCount + conditionalCount,
    parameters: causes + causes * effects,
  };
}
