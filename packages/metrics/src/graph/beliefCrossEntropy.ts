import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import { checkBeliefs, checkGraph, checkSameVariables } from './graphChecks.ts';
import type { Adjacency } from './adjacency.ts';

/**
 * How far beliefs in edges are from the truth: the mean over all ordered pairs of variables of
 * `-log2(belief)` where there is an edge and `-log2(1 - belief)` where there is none.
 *
 * @param truth - The true graph, of at least two variables.
 * @param beliefs - `beliefs[cause][effect]`, probabilities; the diagonal does not matter.
 * @returns Bits per pair: 0 for certain and right beliefs, 1 where all are 0.5, infinity where a certain belief is wrong.
 * @throws ArgumentError for fewer than two variables; ShapeError for what is not square or differs in size; ValuesError for
 *   beliefs outside [0, 1], and for a truth with entries that are not finite or with edges from a variable to itself.
 *
 * @example
 * ```ts
 * import { beliefCrossEntropy } from '@causal-mechanisms/metrics';
 *
 * console.log(beliefCrossEntropy([[0, 1], [0, 0]], [[0, 0.25], [0.5, 0]])); // 1.5
 * ```
 */
export function beliefCrossEntropy(truth: Adjacency, beliefs: Adjacency): number {
  const owner = 'beliefCrossEntropy';
  const size = checkGraph(owner, 'truth', truth);
  checkBeliefs(owner, beliefs);
  checkSameVariables(owner, 'truth and beliefs', truth, beliefs);
  if (size < 2) throw new ArgumentError(`${owner}: expected at least two variables, got one`);
  let bits = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      if (i === j) continue;
      const belief = beliefs[i]?.[j] ?? NaN;
      bits -= Math.log2(truth[i]?.[j] === 0 ? 1 - belief : belief);
    }
  }
  return bits / (size * (size - 1));
}
