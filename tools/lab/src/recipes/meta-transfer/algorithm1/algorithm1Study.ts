import {
  adjacencyOf,
  bayesianNetwork,
  interventionalData,
  threeVariableNetwork,
} from '@causal-mechanisms/datasets';
import type { CausalNetwork } from '@causal-mechanisms/datasets';
import { trainEdgeBeliefs } from '@causal-mechanisms/meta-transfer';
import type { EdgeBeliefs } from '@causal-mechanisms/meta-transfer';
import { beliefCrossEntropy, structuralHammingDistance } from '@causal-mechanisms/metrics';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { RecipeContext } from '../../../run/recipe.ts';
import { algorithm1Entries } from './settings.ts';
import type { Algorithm1Config, Algorithm1Entry } from './settings.ts';

/** What is measured on the beliefs of one truth. */
export type Algorithm1Value = {
  /** Structural Hamming distance of the edges that are believed in. */
  readonly distance: number;
  /** The same after cycles are broken. */
  readonly acyclicDistance: number;
  /** Mean binary cross entropy of the beliefs, in bits. */
  readonly crossEntropy: number;
};

/** A model with what was measured. */
export interface Algorithm1Result {
  readonly entry: Algorithm1Entry;
  readonly value: Algorithm1Value;
}

/**
 * @param entry - A graph with the number of its truth.
 * @param config - Of the recipe.
 * @param seed - Of the run.
 * @returns The true network: tables drawn at random, or asia, which is always the same.
 */
export function truthOf(
  { graph, name }: Algorithm1Entry,
  { categories }: Algorithm1Config,
  seed: number,
): CausalNetwork {
  if (graph === 'asia') return bayesianNetwork('asia');
  const stream = new RandomStream(seed).split(name).split('network');
  return threeVariableNetwork({ structure: graph, categories, stream });
}

/**
 * Trains and measures beliefs about every truth.
 *
 * @param context - Of the recipe.
 * @param config - Graphs, samples and training.
 * @returns The models in order.
 */
export async function runAlgorithm1(
  context: Pick<RecipeContext, 'part' | 'seed'>,
  config: Algorithm1Config,
): Promise<Algorithm1Result[]> {
  const results = [];
  for (const entry of algorithm1Entries(config)) {
    const part = context.part(entry.name);
    const value = await part.finished<Algorithm1Value>(async () => {
      const network = truthOf(entry, config, context.seed);
      const truth = adjacencyOf(network);
      const stream = new RandomStream(context.seed).split(entry.name).split('samples');
      const data = interventionalData(network, config, stream);
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
              run: (beliefs) =>
                Promise.resolve({
                  scalars: measured(truth, beliefs),
                  matrices: { beliefs: matrixOf(network, beliefs.edgeBeliefs()) },
                }),
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

/**
 * @param network - Whose names label the matrix.
 * @param values - A row per cause.
 * @returns The matrix with its labels.
 */
export function matrixOf({ names }: CausalNetwork, values: readonly ArrayLike<number>[]) {
  return { rows: names, columns: names, values: values.map((row) => Array.from(row)) };
}

function measured(truth: readonly ArrayLike<number>[], beliefs: EdgeBeliefs): Algorithm1Value {
  return {
    distance: structuralHammingDistance(truth, beliefs.adjacency()),
    acyclicDistance: structuralHammingDistance(truth, beliefs.adjacency({ acyclic: true })),
    crossEntropy: beliefCrossEntropy(truth, beliefs.edgeBeliefs()),
  };
}
