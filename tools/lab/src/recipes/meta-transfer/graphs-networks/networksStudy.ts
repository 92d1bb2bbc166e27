import { adjacencyOf, interventionalData, syntheticNetwork } from '@causal-mechanisms/datasets';
import { trainEdgeBeliefs } from '@causal-mechanisms/meta-transfer';
import type { EdgeBeliefs } from '@causal-mechanisms/meta-transfer';
import { edgeF1, structuralHammingDistance } from '@causal-mechanisms/metrics';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { RecipeContext } from '../../../run/recipe.ts';
import { graphsNetworksEntries } from './settings.ts';
import type { GraphsNetworksConfig, GraphsNetworksEntry } from './settings.ts';

/** What is measured on the beliefs about one graph. */
export type GraphsNetworksValue = {
  /** Structural Hamming distance of the edges that are believed in. */
  readonly distance: number;
  /** The same after cycles are broken. */
  readonly acyclicDistance: number;
  /** The share of found edges that are true. */
  readonly precision: number;
  /** The share of true edges that are found. */
  readonly recall: number;
};

/** A model with what was measured. */
export interface GraphsNetworksResult {
  readonly entry: GraphsNetworksEntry;
  readonly value: GraphsNetworksValue;
}

/**
 * Trains and measures beliefs about every graph.
 *
 * @param context - Of the recipe.
 * @param config - Graphs, samples and training.
 * @returns The models in order.
 */
export async function runGraphsNetworks(
  context: Pick<RecipeContext, 'part' | 'seed'>,
  config: GraphsNetworksConfig,
): Promise<GraphsNetworksResult[]> {
  const { variables, categories } = config;
  const results = [];
  for (const entry of graphsNetworksEntries(config)) {
    const part = context.part(entry.name);
    const value = await part.finished<GraphsNetworksValue>(async () => {
      const stream = new RandomStream(context.seed).split(entry.name);
      const network = syntheticNetwork({
        kind: entry.kind,
        variables,
        categories,
        stream: stream.split('network'),
      });
      const truth = adjacencyOf(network);
      const data = interventionalData(network, config, stream.split('samples'));
      const model = await part.follow<EdgeBeliefs>({
        checkpointEvery: config.checkpointEvery,
        show: ({ scalars }) =>
          scalars['distance'] === undefined ? {} : { SHD: String(scalars['distance']) },
        start: (hooks) =>
          trainEdgeBeliefs(data, {
            ...hooks,
            config: { ...config.training, seed: context.seed * 1000 + entry.truth },
            evaluate: {
              every: config.evaluateEvery,
              run: (beliefs) => Promise.resolve({ scalars: measured(truth, beliefs) }),
            },
          }),
      });
      const found = measured(truth, model);
      model.dispose();
      return found;
    });
    results.push({ entry, value });
  }
  return results;
}

function measured(truth: readonly ArrayLike<number>[], beliefs: EdgeBeliefs): GraphsNetworksValue {
  const found = beliefs.adjacency();
  const { precision, recall } = edgeF1(truth, found);
  return {
    distance: structuralHammingDistance(truth, found),
    acyclicDistance: structuralHammingDistance(truth, beliefs.adjacency({ acyclic: true })),
    precision,
    recall,
  };
}
