import type { InterventionalData } from '@causal-mechanisms/datasets';
import { checkStructureData } from '../structureData.ts';
import type { StructureResult } from '../structureResult.ts';
import { searchStructure } from './searchStructure.ts';
import type { StructureSearchOptions } from './searchStructure.ts';

/**
 * Searches the graph behind samples by adding, deleting and reversing edges, with restarts.
 *
 * @param data - The samples; the target of every intervention must be known.
 * @param options - Score, search and signal.
 * @returns The best graph that was found. The event loop gets a turn every 25 ms or so.
 * @throws ArgumentError, ShapeError or ValuesError when data or options are impossible; the reason of the signal.
 *
 * @example
 * ```ts
 * import { greedyStructure } from '@causal-mechanisms/meta-transfer';
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
 * const { adjacency } = await greedyStructure({
 *   observational: table([rain, wet]),
 *   interventions: [{ target: 1, samples: table([rain, watered]) }],
 * });
 * console.log(adjacency.map((row) => row.join(' ')).join(', ')); // 0 1, 0 0
 * ```
 */
export async function greedyStructure(
  data: InterventionalData,
  options: StructureSearchOptions = {},
): Promise<StructureResult> {
  checkStructureData('greedyStructure', data, true);
  return searchStructure(data, options, {
    owner: 'greedyStructure',
    moves: 'edges',
    restarts: 50,
  });
}
