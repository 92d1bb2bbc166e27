import { adjacencyOf, bayesianNetwork, interventionalData } from '@causal-mechanisms/datasets';
import type { CategoricalTable, InterventionalData } from '@causal-mechanisms/datasets';
import { jointStructure } from '@causal-mechanisms/meta-transfer';
import type { StructureResult } from '@causal-mechanisms/meta-transfer';
import { structuralHammingDistance } from '@causal-mechanisms/metrics';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { pauseFor } from '../../worker/pauseFor.ts';

/** What is searched. */
export interface GraphSearchRequest {
  /** Samples and searches follow from it. */
  readonly seed: number;
  /** How many searches. */
  readonly draws: number;
  /** Rows of the system as it is. */
  readonly observational: number;
  /** Rows under the intervention on each variable. */
  readonly perTarget: number;
}

/** What is believed after some searches. */
export interface GraphBeliefs {
  readonly draw: number;
  readonly draws: number;
  readonly names: readonly string[];
  /** The true graph, causes by effects. */
  readonly truth: readonly (readonly number[])[];
  /** The share of the searches with each edge; one whose direction was not told counts half each way. */
  readonly beliefs: readonly (readonly number[])[];
  /** For each hidden intervention, the share of the searches that blamed each variable; the last column is none. */
  readonly targets: readonly (readonly number[])[];
  /** Edges that more than half of the searches have, held against the truth: missing, added and reversed ones. */
  readonly distance: number;
  /** How many interventions were traced to the variable that was changed, by most searches. */
  readonly found: number;
}

/** Half of the rows differ more from search to search than climbs do. */
const RESTARTS = 3;

/**
 * Learns asia, a network of eight variables, from samples as it is and from samples under interventions of which nobody says what they changed:
 * graph and targets are searched together, again and again in another random half of the rows.
 *
 * @param request - Seed and sizes.
 * @param signal - Ends it.
 * @returns What is believed after every search.
 * @throws The reason of the signal.
 */
export async function* graphSearch(
  { seed, draws, observational, perTarget }: GraphSearchRequest,
  signal: AbortSignal,
): AsyncGenerator<GraphBeliefs, void> {
  const network = bayesianNetwork('asia');
  const { names } = network;
  const truth = adjacencyOf(network);
  const root = new RandomStream(seed);
  const sizes = { observational, perTarget, hidden: true };
  const data = interventionalData(network, sizes, root.split('samples'));
  const halves = root.split('halves');
  const searches = root.split('searches');
  const edges = names.map(() => new Float64Array(names.length));
  const blamed = data.interventions.map(() => new Float64Array(names.length + 1));
  for (let draw = 1; draw <= draws; draw++) {
    await pauseFor(0, signal);
    const options = { restarts: RESTARTS, stream: searches, signal };
    count(edges, blamed, await jointStructure(halfOf(data, halves), options));
    const beliefs = edges.map((row) => Array.from(row, (sum) => sum / draw));
    const targets = blamed.map((row) => Array.from(row, (sum) => sum / draw));
    yield {
      draw,
      draws,
      names,
      truth: truth.map((row) => Array.from(row)),
      beliefs,
      targets,
      distance: structuralHammingDistance(
        truth,
        beliefs.map((row) => Uint8Array.from(row, (belief) => (belief > 0.5 ? 1 : 0))),
      ),
      // The intervention i was one on the variable i; only the panel knows.
      found: targets.filter((row, i) => (row[i] ?? 0) > 0.5).length,
    };
  }
}

function count(
  edges: readonly Float64Array[],
  blamed: readonly Float64Array[],
  { names, edges: found, targets }: StructureResult,
): void {
  const add = (row: Float64Array | undefined, at: number, by: number) => {
    if (row !== undefined) row[at] = (row[at] ?? 0) + by;
  };
  for (const { cause, effect, oriented } of found) {
    add(edges[cause], effect, oriented ? 1 : 0.5);
    if (!oriented) add(edges[effect], cause, 0.5);
  }
  targets.forEach(({ variables }, i) => {
    if (variables.length === 0) add(blamed[i], names.length, 1);
    for (const variable of variables) add(blamed[i], variable, 1 / variables.length);
  });
}

/** Another half of the rows of every set, none of them twice. */
function halfOf(data: InterventionalData, stream: RandomStream): InterventionalData {
  const half = (table: CategoricalTable): CategoricalTable => {
    const rows = Math.ceil(table.rows / 2);
    const kept = stream.sampleIndices(rows, table.rows);
    const columns = table.columns.map((column) =>
      Uint8Array.from({ length: rows }, (_, i) => column[kept[i] ?? 0] ?? 0),
    );
    return { ...table, rows, columns };
  };
  return {
    observational: half(data.observational),
    interventions: data.interventions.map(({ target, samples }) => ({
      target,
      samples: half(samples),
    })),
  };
}
