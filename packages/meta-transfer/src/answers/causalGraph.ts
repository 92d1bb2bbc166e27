import type { CategoricalTable, InterventionalData } from '@causal-mechanisms/datasets';
import {
  checkCount,
  checkOptions,
  checkSignal,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import type { StructureResult } from '../graphs/structureResult.ts';
import { greedyStructure } from '../graphs/search/greedyStructure.ts';
import { jointStructure } from '../graphs/search/jointStructure.ts';
import { structureWarnings } from '../graphs/search/structureWarnings.ts';
import { encodeGraphData } from './cells/graphCells.ts';
import type { GraphData } from './cells/graphCells.ts';
import type { AnsweredEdge, GraphAnswer } from './graphAnswer.ts';
import { GRAPH_ASSUMPTION, graphInWords } from './graphWords.ts';
import { MOST_DRAWS, streamOf } from './draws/randomness.ts';

/** Options of {@link causalGraph}. */
export interface CausalGraphOptions {
  /**
   * What the sets of rows are called in sentences, the observational one first, such as `['usual', 'hosed']`: as many as sets, all different. Default: by
   * their place, such as `Intervention 1` and `interventions[0]`.
   */
  readonly environments?: readonly string[];
  /** How many bins numbers are cut into, 2 to 254. Default: the root of a fifth of the rows, 2 to 8. */
  readonly bins?: number;
  /** How often half of the rows are drawn and searched anew, for the beliefs in edges; at least 1. Default: 20. */
  readonly draws?: number;
  /** The most parents of a variable. Default: 4. */
  readonly maximumParents?: number;
  /** Where draws and restarts come from. Default: a stream with `seed`. */
  readonly stream?: RandomStream;
  /** The seed, where there is no stream. Default: 1. */
  readonly seed?: number;
  /** Stops the search. Default: none. */
  readonly signal?: AbortSignal;
}

/** A search in half of the rows starts from less often: draws differ more than climbs do. */
const RESTARTS_OF_DRAWS = 10;

/**
 * Learns which columns are causes of which from rows of the usual system and rows from under interventions, whose targets
 * may be hidden. Edges whose direction the data do not tell are marked, not guessed.
 *
 * Graphs are scored by tables of counts (BDeu), and searched by adding, deleting and reversing edges; hidden targets are
 * searched along with them. Beliefs are shares of searches in half of the rows; where no majority of those
 * with an edge agrees with its direction, it is not told.
 *
 * @param data - The rows.
 * @param options - Names of the sets, bins, draws, most parents, randomness and signal.
 * @returns The graph, beliefs in its edges, targets, and all of it in words.
 * @throws ArgumentError for fewer than two columns that vary, unknown columns and targets, or impossible options; ShapeError
 *   for columns that differ in length, or names of another number of sets; ValuesError for a set with fewer than two complete rows; the reason of the signal.
 *
 * @example
 * ```ts
 * import { causalGraph } from '@causal-mechanisms/meta-transfer';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const stream = new RandomStream(1);
 * const chance = (share: number) => stream.uniform() < share;
 * const measured = (rows: number, pump?: boolean) => {
 *   const rain = Array.from({ length: rows }, () => chance(0.4));
 *   const wet = rain.map((it) => (pump === true ? chance(0.9) : chance(it ? 0.9 : 0.1)));
 *   const slippery = wet.map((it) => chance(it ? 0.8 : 0.05));
 *   return { rain, wet, slippery };
 * };
 * const { explanation } = await causalGraph(
 *   {
 *     observational: measured(2000),
 *     interventions: [{ target: null, samples: measured(500, true) }],
 *   },
 *   { environments: ['usual', 'hosed'] },
 * );
 * console.log(explanation);
 * // rain -> wet: an edge in 100 % of 20 draws, this way in 100 %.
 * // wet -> slippery: an edge in 100 % of 20 draws, this way in 100 %.
 * // "hosed" changed wet (certainty 1.00).
 * ```
 */
export async function causalGraph(
  data: GraphData,
  options: CausalGraphOptions = {},
): Promise<GraphAnswer> {
  const owner = 'causalGraph';
  const {
    draws = 20,
    bins,
    environments,
    maximumParents = 4,
    signal,
  } = checkOptions(owner, options);
  checkCount(owner, 'draws', draws, { most: MOST_DRAWS });
  checkCount(owner, 'maximumParents', maximumParents, { least: 0 });
  if (bins !== undefined) checkCount(owner, 'bins', bins, { least: 2, most: 254 });
  checkSignal(owner, signal);
  const stream = streamOf(owner, options);
  const { labels, setNames, warnings, ...encoded } = encodeGraphData(data, {
    ...(bins === undefined ? {} : { bins }),
    ...(environments === undefined ? {} : { environments }),
  });
  const changedSets = environments === undefined ? undefined : setNames.slice(1);
  const hidden = encoded.interventions.some(({ target }) => target === null);
  const search = (of: InterventionalData, part: RandomStream, restarts?: number) =>
    (hidden ? jointStructure : greedyStructure)(of, {
      maximumParents,
      stream: part,
      ...(restarts === undefined ? {} : { restarts }),
      ...(signal === undefined ? {} : { signal }),
    });
  const found = await search(encoded, stream.split('search'));
  const { names } = found;
  const edgeBeliefs = names.map(() => new Float64Array(names.length));
  const drawStream = stream.split('draws');
  for (let draw = 0; draw < draws; draw++) {
    const half = halfOfData(encoded, drawStream);
    addEdges(edgeBeliefs, await search(half, drawStream, RESTARTS_OF_DRAWS));
  }
  // Counted in halves and divided at the end, so that certainty is exactly 1.
  for (const row of edgeBeliefs) row.forEach((count, effect) => (row[effect] = count / draws));
  const name = (variable: number): string => names[variable] ?? '';
  const edges = found.edges.map(({ cause, effect, oriented }): AnsweredEdge => {
    const forward = edgeBeliefs[cause]?.[effect] ?? 0;
    const backward = edgeBeliefs[effect]?.[cause] ?? 0;
    return {
      cause: name(cause),
      effect: name(effect),
      // An arrow that no majority of the draws agrees with would be a guess.
      oriented: oriented && forward > backward,
      belief: Math.min(1, forward + backward),
      directionBelief: Math.min(1, forward),
    };
  });
  const targets = found.targets.map(({ variables, hidden: hid, certainty }) => ({
    variables: variables.map(name),
    found: hid,
    certainty,
  }));
  const answer = { names, adjacency: found.adjacency, edgeBeliefs, edges, targets, draws, labels };
  return {
    ...answer,
    assumption: GRAPH_ASSUMPTION,
    explanation: graphInWords(answer, changedSets),
    warnings: [...warnings, ...structureWarnings(found, changedSets)],
  };
}

function addEdges(beliefs: readonly Float64Array[], { edges }: StructureResult): void {
  const add = (cause: number, effect: number, weight: number): void => {
    const row = beliefs[cause];
    if (row !== undefined) row[effect] = (row[effect] ?? 0) + weight;
  };
  for (const { cause, effect, oriented } of edges) {
    add(cause, effect, oriented ? 1 : 0.5);
    if (!oriented) add(effect, cause, 0.5);
  }
}

/** Half of the rows of every set: with rows drawn twice, sets would differ by more than chance. */
function halfOfData(
  { observational, interventions }: InterventionalData,
  stream: RandomStream,
): InterventionalData {
  return {
    observational: halfOfTable(observational, stream),
    interventions: interventions.map(({ target, samples }) => ({
      target,
      samples: halfOfTable(samples, stream),
    })),
  };
}

function halfOfTable(table: CategoricalTable, stream: RandomStream): CategoricalTable {
  const rows = stream.sampleIndices(Math.max(1, Math.ceil(table.rows / 2)), table.rows);
  return {
    ...table,
    rows: rows.length,
    columns: table.columns.map((column) => Uint8Array.from(rows, (row) => column[row] ?? 0)),
  };
}
