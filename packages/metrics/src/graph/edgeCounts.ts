import { checkNumber, checkOptions } from '@causal-mechanisms/tensor-utils';
import { checkGraph, checkSameVariables, checkStrengths } from './graphChecks.ts';
import type { Adjacency } from './adjacency.ts';

/** Options of {@link edgeCounts}. */
export interface EdgeCountsOptions {
  /** An entry whose absolute value is above this is an edge; at least 0. Default: 0. */
  readonly threshold?: number;
}

/** How the edges of a found graph compare with the truth, one by one. */
export interface EdgeCounts {
  /** How many edges were found. */
  readonly found: number;
  /** How many of them are true, direction included. */
  readonly right: number;
  /** How many are the opposite of a true edge. */
  readonly reversed: number;
  /** How many connect variables that have no edge. */
  readonly added: number;
  /** How many true edges were found in neither direction. */
  readonly missing: number;
  /** The share of true edges that were found rightly; NaN where the truth has none. */
  readonly truePositiveRate: number;
  /** The share of found edges that are reversed or added; 0 where none was found. */
  readonly falseDiscoveryRate: number;
}

/**
 * Counts the edges of a weighted adjacency above a threshold against the true graph.
 *
 * @param truth - The true graph.
 * @param strengths - `strengths[cause][effect]`, any finite numbers; the diagonal does not matter, nor do signs.
 * @param options - The threshold.
 * @returns Counts and rates. An edge found in both directions where the truth has one is right once and reversed once.
 * @throws ArgumentError for graphs without variables or an impossible threshold; ShapeError for what is not square or differs in size;
 *   ValuesError for entries that are not finite and for true edges from a variable to itself.
 *
 * @example
 * ```ts
 * import { edgeCounts } from '@causal-mechanisms/metrics';
 *
 * const truth = [[0, 1, 0], [0, 0, 1], [0, 0, 0]];
 * const strengths = [[0, -0.9, 0.4], [0, 0, 0], [0.1, 0.7, 0]];
 * const { right, reversed, added, missing } = edgeCounts(truth, strengths, { threshold: 0.3 });
 * console.log(right, reversed, added, missing); // 1 1 1 0
 * ```
 */
export function edgeCounts(
  truth: Adjacency,
  strengths: Adjacency,
  options: EdgeCountsOptions = {},
): EdgeCounts {
  const owner = 'edgeCounts';
  const { threshold = 0 } = checkOptions(owner, options);
  checkNumber(owner, 'threshold', threshold, { least: 0 });
  const size = checkGraph(owner, 'truth', truth);
  checkStrengths(owner, strengths);
  checkSameVariables(owner, 'truth and strengths', truth, strengths);
  const isTrue = (i: number, j: number) => truth[i]?.[j] !== 0;
  const isFound = (i: number, j: number) => Math.abs(strengths[i]?.[j] ?? NaN) > threshold;
  let [edges, right, reversed, added, missing] = [0, 0, 0, 0, 0];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      if (i === j) continue;
      if (isTrue(i, j)) {
        edges++;
        if (!isFound(i, j) && !isFound(j, i)) missing++;
      }
      if (!isFound(i, j)) continue;
      if (isTrue(i, j)) right++;
      else if (isTrue(j, i)) reversed++;
      else added++;
    }
  }
  const found = right + reversed + added;
  return {
    found,
    right,
    reversed,
    added,
    missing,
    truePositiveRate: right / edges,
    falseDiscoveryRate: found === 0 ? 0 : (reversed + added) / found,
  };
}
