import type { InterventionalData } from '@causal-mechanisms/datasets';
import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import { checkStructureData } from '../structureData.ts';
import type { StructureResult } from '../structureResult.ts';
import { describeStructure } from './describeStructure.ts';
import { parentSets } from './parentSets.ts';
import type { ParentSets } from './parentSets.ts';
import { scoreForSearch } from './searchStructure.ts';
import type { StructureSearchOptions } from './searchStructure.ts';

/** Options of {@link exactStructure}; noise and stream matter where the size of the prior is fitted, by climbs. */
export type ExactStructureOptions = Omit<StructureSearchOptions, 'restarts'>;

/** 2^25 subsets of variables take 300 MB. */
const MOST_VARIABLES = 25;
/** Per subset: its best score, and the variable that comes last in it. */
const BYTES_PER_SUBSET = 9;
/** Subsets between two looks at the clock. */
const PIECE = 4096;

/**
 * Finds a graph with the highest score of all, by a dynamic programme over subsets of variables (Silander and Myllymaki, 2006): the best
 * graph of a subset has a last variable, whose parents are the best ones among the rest.
 *
 * It takes 9 bytes and some dozens of nanoseconds per variable for each of the 2^M subsets.
 *
 * @param data - The samples; the target of every intervention must be known.
 * @param options - Score and signal. The most parents bound the graphs, 4 by default.
 * @returns A best graph. The event loop gets a turn every 25 ms or so.
 * @throws ArgumentError for more than 25 variables; ArgumentError, ShapeError or ValuesError when data or options are impossible; the
 *   reason of the signal.
 *
 * @example
 * ```ts
 * import { exactStructure } from '@causal-mechanisms/meta-transfer';
 *
 * const a = Uint8Array.from({ length: 200 }, (_, i) => i % 2);
 * const b = Uint8Array.from({ length: 200 }, (_, i) => (i >> 1) % 2);
 * const both = a.map((bit, i) => bit & (b[i] ?? 0));
 * const observational = { names: ['a', 'both', 'b'], categories: [2, 2, 2], rows: 200, columns: [a, both, b] };
 *
 * const { edges } = await exactStructure({ observational, interventions: [] });
 * console.log(edges.map(({ cause, effect, oriented }) => `${cause} -> ${effect} ${oriented}`)); // [ '0 -> 1 true', '2 -> 1 true' ]
 * ```
 */
export async function exactStructure(
  data: InterventionalData,
  options: ExactStructureOptions = {},
): Promise<StructureResult> {
  checkStructureData('exactStructure', data, true);
  const variables = data.observational.columns.length;
  if (variables > MOST_VARIABLES) {
    const gigabytes = (BYTES_PER_SUBSET * 2 ** variables) / 2 ** 30;
    throw new ArgumentError(
      `exactStructure: expected at most ${MOST_VARIABLES} variables, got ${variables}, which would take ${gigabytes.toPrecision(2)} GB; greedyStructure takes any number`,
      { data: { variables, gigabytes } },
    );
  }
  const kind = { owner: 'exactStructure', moves: 'edges' } as const;
  const { score, start, climbs } = await scoreForSearch(data, options, kind);
  const sets: ParentSets[] = [];
  for (let variable = 0; variable < variables; variable++) {
    sets.push(await parentSets(score, variable, climbs.pause));
  }
  const parents = await bestParents(sets, climbs.pause);
  return describeStructure(score, { parents, freed: start.freed });
}

async function bestParents(
  sets: readonly ParentSets[],
  pause: () => Promise<void>,
): Promise<number[][]> {
  const masks = sets.map((own) => own.masks);
  const scores = sets.map((own) => own.scores);
  const subsets = 2 ** sets.length;
  const best = new Float64Array(subsets);
  const last = new Int8Array(subsets);
  for (let start = 1; start < subsets; start += PIECE) {
    const end = Math.min(subsets, start + PIECE);
    for (let subset = start; subset < end; subset++) {
      let most = -Infinity;
      for (let variable = 0; variable < sets.length; variable++) {
        if (((subset >> variable) & 1) === 0) continue;
        const rest = subset ^ (1 << variable);
        const found = (best[rest] ?? 0) + (scores[variable]?.[place(masks[variable], rest)] ?? 0);
        if (found <= most) continue;
        most = found;
        last[subset] = variable;
      }
      best[subset] = most;
    }
    await pause();
  }
  const parents = sets.map((): number[] => []);
  for (let subset = subsets - 1; subset > 0;) {
    const variable = last[subset] ?? 0;
    subset ^= 1 << variable;
    const mask = masks[variable]?.[place(masks[variable], subset)] ?? 0;
    parents[variable] = sets.flatMap((_, parent) => (((mask >> parent) & 1) === 1 ? [parent] : []));
  }
  return parents;
}

/** Where the best set of parents among some variables is: the first in the list that lies within them. */
function place(masks: Int32Array | undefined, within: number): number {
  let k = 0;
  while (((masks?.[k] ?? 0) & ~within) !== 0) k++;
  return k;
}
