import type { InterventionalData } from '@causal-mechanisms/datasets';
import type { Adjacency } from '@causal-mechanisms/metrics';
import { parentLists } from '../parentLists.ts';
import { checkStructureData } from '../structureData.ts';
import type { StructureResult } from '../structureResult.ts';
import { searchStructure } from './searchStructure.ts';
import type { StructureSearchOptions } from './searchStructure.ts';

/**
 * Finds the hidden targets of interventions where the graph is known.
 *
 * @param data - The samples; a target of null is found, another one is believed.
 * @param graph - `graph[cause][effect]` is not 0 where there is an edge; acyclic.
 * @param options - Score, search and signal; the most parents do not matter here.
 * @returns The graph as it was given, with the targets that score best.
 * @throws ArgumentError, ShapeError or ValuesError when data, graph or options are impossible; the reason of the signal.
 *
 * @example
 * ```ts
 * import { inferTargets } from '@causal-mechanisms/meta-transfer';
 *
 * const half = Uint8Array.from({ length: 100 }, (_, i) => i % 2);
 * const table = (columns: Uint8Array[]) => ({ names: ['a', 'b'], categories: [2, 2], rows: 100, columns });
 * const data = {
 *   observational: table([half, half]),
 *   interventions: [{ target: null, samples: table([half, half.map(() => 1)]) }],
 * };
 * const { targets } = await inferTargets(data, [[0, 1], [0, 0]]);
 * console.log(targets[0]?.variables); // [ 1 ]
 * ```
 */
export async function inferTargets(
  data: InterventionalData,
  graph: Adjacency,
  options: StructureSearchOptions = {},
): Promise<StructureResult> {
  checkStructureData('inferTargets', data, false);
  const parents = parentLists('inferTargets', 'graph', graph, data.observational.names.length);
  return searchStructure(data, options, {
    owner: 'inferTargets',
    moves: 'targets',
    restarts: 5,
    parents,
  });
}
