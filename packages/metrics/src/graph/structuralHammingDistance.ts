import { ArgumentError, checkOptions } from '@causal-mechanisms/tensor-utils';
import { checkGraph, checkSameVariables } from './graphChecks.ts';
import type { Adjacency } from './adjacency.ts';

/** Options of {@link structuralHammingDistance}. */
export interface StructuralHammingOptions {
  /**
   * What an edge in the wrong direction counts: 1, so that the distance is the number of pairs of variables with a wrong edge, or 2,
   * so that it is the number of wrong entries of the adjacency. Authors differ. Default: 1.
   */
  readonly reversal?: 1 | 2;
}

/**
 * The number of edges that are missing, added or reversed.
 *
 * @param truth - The true graph.
 * @param found - The graph to judge, over the same variables.
 * @param options - What a reversed edge counts.
 * @returns 0 for the same graph. An edge in both directions where the truth has one counts 1 either way.
 * @throws ArgumentError for graphs without variables or another `reversal`; ShapeError for graphs that are not square or
 *   differ in size; ValuesError for entries that are not finite and for edges from a variable to itself.
 *
 * @example
 * ```ts
 * import { structuralHammingDistance } from '@causal-mechanisms/metrics';
 *
 * const truth = [[0, 1, 0], [0, 0, 1], [0, 0, 0]];
 * const found = [[0, 1, 0], [0, 0, 0], [0, 1, 0]];
 * console.log(structuralHammingDistance(truth, found)); // 1
 * console.log(structuralHammingDistance(truth, found, { reversal: 2 })); // 2
 * ```
 */
export function structuralHammingDistance(
  truth: Adjacency,
  found: Adjacency,
  options: StructuralHammingOptions = {},
): number {
  const owner = 'structuralHammingDistance';
  const { reversal = 1 }: { readonly reversal?: number } = checkOptions(owner, options);
  if (reversal !== 1 && reversal !== 2) {
    throw new ArgumentError(`${owner}: reversal must be 1 or 2, got ${String(reversal)}`, {
      data: { reversal },
    });
  }
  const size = checkGraph(owner, 'truth', truth);
  checkGraph(owner, 'found', found);
  checkSameVariables(owner, 'truth and found', truth, found);
  const differs = (i: number, j: number): boolean =>
    (truth[i]?.[j] === 0) !== (found[i]?.[j] === 0);
  let distance = 0;
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) {
      const wrong = Number(differs(i, j)) + Number(differs(j, i));
      distance += Math.min(wrong, reversal);
    }
  }
  return distance;
}
