import { rankAuc } from '../numeric/rankAuc.ts';
import { checkBeliefs, checkGraph, checkSameVariables } from './graphChecks.ts';
import type { Adjacency } from './adjacency.ts';

/**
 * The area under the receiver operating characteristic of beliefs in edges: the probability that a true edge is believed
 * more than a pair of variables, in one direction, that is none. Ties count half.
 *
 * @param truth - The true graph.
 * @param beliefs - `beliefs[cause][effect]`, probabilities; the diagonal does not matter.
 * @returns A number in [0, 1], 0.5 for beliefs without information; NaN where the truth has no edge.
 * @throws ArgumentError for graphs without variables; ShapeError for what is not square or differs in size; ValuesError for
 *   beliefs outside [0, 1], and for a truth with entries that are not finite or with edges from a variable to itself.
 *
 * @example
 * ```ts
 * import { edgeAuroc } from '@causal-mechanisms/metrics';
 *
 * const truth = [[0, 1, 0], [0, 0, 1], [0, 0, 0]];
 * const beliefs = [[0, 0.9, 0.2], [0.1, 0, 0.2], [0, 0.3, 0]];
 * console.log(edgeAuroc(truth, beliefs)); // 0.8125
 * ```
 */
export function edgeAuroc(truth: Adjacency, beliefs: Adjacency): number {
  const size = checkGraph('edgeAuroc', 'truth', truth);
  checkBeliefs('edgeAuroc', beliefs);
  checkSameVariables('edgeAuroc', 'truth and beliefs', truth, beliefs);
  const scores: number[] = [];
  const isEdge: boolean[] = [];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      if (i === j) continue;
      scores.push(beliefs[i]?.[j] ?? NaN);
      isEdge.push(truth[i]?.[j] !== 0);
    }
  }
  return rankAuc(scores, isEdge);
}
