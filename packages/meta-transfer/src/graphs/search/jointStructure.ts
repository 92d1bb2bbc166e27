import type { InterventionalData } from '@causal-mechanisms/datasets';
import { checkStructureData } from '../structureData.ts';
import type { StructureResult } from '../structureResult.ts';
import { searchStructure } from './searchStructure.ts';
import type { StructureSearchOptions } from './searchStructure.ts';

/**
 * Searches the graph behind samples and the hidden targets of interventions together.
 *
 * The state is the parents of each variable and, for each variable, the interventions in which it is freed: scored there by a
 * table of its own instead of its parents. Moves add, delete or reverse an edge, free or bind a variable, or hand an intervention
 * from one variable to another.
 *
 * @param data - The samples; a target of null is found, another one is believed.
 * @param options - Score, search and signal.
 * @returns The best graph and targets that were found. The event loop gets a turn every 25 ms or so.
 * @throws ArgumentError, ShapeError or ValuesError when data or options are impossible; the reason of the signal.
 *
 * @example
 * ```ts
 * import { jointStructure } from '@causal-mechanisms/meta-transfer';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const stream = new RandomStream(1);
 * const bit = (share: number) => (stream.uniform() < share ? 1 : 0);
 * const rows = 500;
 * const rain = Uint8Array.from({ length: rows }, () => bit(0.3));
 * const wet = rain.map((it) => bit(it === 1 ? 0.9 : 0.1));
 * const watered = Uint8Array.from({ length: rows }, () => bit(0.5));
 * const table = (columns: Uint8Array[]) => ({ names: ['rain', 'wet'], categories: [2, 2], rows, columns });
 *
 * const { adjacency, targets } = await jointStructure({
 *   observational: table([rain, wet]),
 *   interventions: [{ target: null, samples: table([rain, watered]) }],
 * });
 * console.log(adjacency.map((row) => row.join(' ')).join(', ')); // 0 1, 0 0
 * console.log(targets[0]?.variables); // [ 1 ]
 * ```
 */
export async function jointStructure(
  data: InterventionalData,
  options: StructureSearchOptions = {},
): Promise<StructureResult> {
  checkStructureData('jointStructure', data, false);
  return searchStructure(data, options, {
    owner: 'jointStructure',
    moves: 'both',
    restarts: 100,
  });
}
