import { ArgumentError, checkOptions } from '@causal-mechanisms/tensor-utils';
import { rankAuc } from '../numeric/rankAuc.ts';
import { checkGraph, checkSameVariables, checkStrengths } from './graphChecks.ts';
import type { Adjacency } from './adjacency.ts';

/** Options of {@link edgeRanking}. */
export interface EdgeRankingOptions {
  /**
   * The super-graph within which edges were learned: other pairs of variables are not looked at, since nobody had to find out that they are no edges. It must hold
   * every true edge. Default: all pairs of different variables.
   */
  readonly allowed?: Adjacency;
}

/** How well strengths tell edges from pairs that are none. */
export interface EdgeRanking {
  /** The probability that an edge is stronger than a pair that is none, ties counting half; NaN where there are not both. */
  readonly auroc: number;
  /** The mean over edges of the precision at their strength (average precision, not interpolated); NaN without an edge. */
  readonly averagePrecision: number;
  /** The area under precision over recall with straight lines between, from precision 1 at recall 0; NaN without an edge. */
  readonly trapezoidPrecision: number;
  /** How many pairs were looked at. */
  readonly pairs: number;
  /** How many of them are edges. */
  readonly edges: number;
}

/**
 * How well the absolute entries of a learned weighted adjacency tell true edges from other allowed pairs.
 *
 * @param truth - The true graph.
 * @param strengths - `strengths[cause][effect]`, any finite numbers; the diagonal does not matter, nor do signs.
 * @param options - Which pairs count.
 * @returns Areas in [0, 1]. Precision depends on how many pairs are edges: `edges / pairs` is what strengths without information reach.
 * @throws ArgumentError for graphs without variables and an `allowed` that lacks a true edge; ShapeError for what is not square or differs in size;
 *   ValuesError for entries that are not finite and for edges from a variable to itself.
 *
 * @example
 * ```ts
 * import { edgeRanking } from '@causal-mechanisms/metrics';
 *
 * const truth = [[0, 1, 0], [0, 0, 0], [0, 0, 0]];
 * const strengths = [[0, -0.9, 0.2], [3, 0, 0.1], [0, 0, 0]];
 * const allowed = [[0, 1, 1], [0, 0, 1], [0, 0, 0]];
 * console.log(edgeRanking(truth, strengths).auroc, edgeRanking(truth, strengths, { allowed }).auroc); // 0.8 1
 * ```
 */
export function edgeRanking(
  truth: Adjacency,
  strengths: Adjacency,
  options: EdgeRankingOptions = {},
): EdgeRanking {
  const owner = 'edgeRanking';
  const { allowed } = checkOptions(owner, options);
  const size = checkGraph(owner, 'truth', truth);
  checkStrengths(owner, strengths);
  checkSameVariables(owner, 'truth and strengths', truth, strengths);
  if (allowed !== undefined) {
    checkGraph(owner, 'allowed', allowed);
    checkSameVariables(owner, 'truth and allowed', truth, allowed);
  }
  const scores: number[] = [];
  const isEdge: boolean[] = [];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      if (i === j) continue;
      const edge = truth[i]?.[j] !== 0;
      if (allowed !== undefined && allowed[i]?.[j] === 0) {
        if (!edge) continue;
        throw new ArgumentError(
          `${owner}: allowed must hold every true edge, it lacks the one from ${i} to ${j}`,
          { data: { cause: i, effect: j } },
        );
      }
      scores.push(Math.abs(strengths[i]?.[j] ?? NaN));
      isEdge.push(edge);
    }
  }
  return {
    auroc: rankAuc(scores, isEdge),
    ...precisions(scores, isEdge),
    pairs: scores.length,
    edges: isEdge.filter(Boolean).length,
  };
}

/** Areas under precision over recall, at each strength that occurs; equal ones come together. */
function precisions(scores: readonly number[], isEdge: readonly boolean[]) {
  const edges = isEdge.filter(Boolean).length;
  let [averagePrecision, trapezoidPrecision] = [0, 0];
  let [recall, precision] = [0, 1];
  for (const threshold of [...new Set(scores)].sort((a, b) => b - a)) {
    const taken = isEdge.filter((_, pair) => (scores[pair] ?? NaN) >= threshold);
    const right = taken.filter(Boolean).length;
    const next = { recall: right / edges, precision: right / taken.length };
    averagePrecision += (next.recall - recall) * next.precision;
    trapezoidPrecision += ((next.recall - recall) * (next.precision + precision)) / 2;
    ({ recall, precision } = next);
  }
  return edges === 0
    ? { averagePrecision: NaN, trapezoidPrecision: NaN }
    : { averagePrecision, trapezoidPrecision };
}
