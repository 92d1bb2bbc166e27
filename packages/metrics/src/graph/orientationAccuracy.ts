import { checkBeliefs, checkGraph, checkSameVariables } from './graphChecks.ts';
import type { Adjacency } from './adjacency.ts';

/**
 * The share of true edges whose direction is believed more than the opposite one.
 *
 * @param truth - The true graph.
 * @param beliefs - `beliefs[cause][effect]`, probabilities, or a found graph of zeros and ones; the diagonal does not matter.
 * @returns A number in [0, 1]; an edge whose directions are believed alike, such as one that was not found, counts as
 *   wrong. NaN where the truth has no edge.
 * @throws ArgumentError for graphs without variables; ShapeError for what is not square or differs in size; ValuesError for
 *   beliefs outside [0, 1], and for a truth with entries that are not finite or with edges from a variable to itself.
 *
 * @example
 * ```ts
 * import { orientationAccuracy } from '@causal-mechanisms/metrics';
 *
 * const truth = [[0, 1, 0], [0, 0, 1], [0, 0, 0]];
 * const beliefs = [[0, 0.9, 0.2], [0.1, 0, 0.2], [0, 0.3, 0]];
 * console.log(orientationAccuracy(truth, beliefs)); // 0.5
 * ```
 */
export function orientationAccuracy(truth: Adjacency, beliefs: Adjacency): number {
  const size = checkGraph('orientationAccuracy', 'truth', truth);
  checkBeliefs('orientationAccuracy', beliefs);
  checkSameVariables('orientationAccuracy', 'truth and beliefs', truth, beliefs);
  let edges = 0;
  let right = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      if (truth[i]?.[j] === 0) continue;
      edges++;
      right += Number((beliefs[i]?.[j] ?? 0) > (beliefs[j]?.[i] ?? 0));
    }
  }
  return right / edges;
}
