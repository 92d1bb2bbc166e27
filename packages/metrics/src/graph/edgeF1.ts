import { checkGraph, checkSameVariables } from './graphChecks.ts';
import type { Adjacency } from './adjacency.ts';

/** How the edges of a found graph agree with those of the truth. */
export interface EdgeScores {
  /** The share of found edges that are true, direction included. */
  readonly precision: number;
  /** The share of true edges that were found, direction included. */
  readonly recall: number;
  /** The harmonic mean of both. */
  readonly f1: number;
}

/**
 * Precision, recall and F1 of directed edges.
 *
 * @param truth - The true graph.
 * @param found - The graph to judge, over the same variables.
 * @returns Numbers in [0, 1]; all are 1 where neither graph has an edge, and 0 where one of them has none.
 * @throws ArgumentError for graphs without variables; ShapeError for graphs that are not square or differ in size; ValuesError for
 *   entries that are not finite and for edges from a variable to itself.
 *
 * @example
 * ```ts
 * import { edgeF1 } from '@causal-mechanisms/metrics';
 *
 * const truth = [[0, 1, 0], [0, 0, 1], [0, 0, 0]];
 * const found = [[0, 1, 0], [0, 0, 0], [0, 1, 0]];
 * console.log(edgeF1(truth, found)); // { precision: 0.5, recall: 0.5, f1: 0.5 }
 * ```
 */
export function edgeF1(truth: Adjacency, found: Adjacency): EdgeScores {
  const size = checkGraph('edgeF1', 'truth', truth);
  checkGraph('edgeF1', 'found', found);
  checkSameVariables('edgeF1', 'truth and found', truth, found);
  let trueEdges = 0;
  let foundEdges = 0;
  let shared = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const isTrue = truth[i]?.[j] !== 0;
      const isFound = found[i]?.[j] !== 0;
      trueEdges += Number(isTrue);
      foundEdges += Number(isFound);
      shared += Number(isTrue && isFound);
    }
  }
  if (trueEdges === 0 && foundEdges === 0) return { precision: 1, recall: 1, f1: 1 };
  return {
    precision: foundEdges === 0 ? 0 : shared / foundEdges,
    recall: trueEdges === 0 ? 0 : shared / trueEdges,
    f1: (2 * shared) / (trueEdges + foundEdges),
  };
}
