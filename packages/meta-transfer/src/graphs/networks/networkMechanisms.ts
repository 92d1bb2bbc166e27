import * as tf from '@tensorflow/tfjs';
import type { CategoricalTable, InterventionalData } from '@causal-mechanisms/datasets';
import {
  adamPart,
  FlatAdam,
  joinParameters,
  pacer,
  parametersPart,
  streamPart,
} from '@causal-mechanisms/tensor-utils';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import { sampledGraphs } from '../beliefs/sampledGraphs.ts';
import type { Mechanisms } from '../training/mechanisms.ts';
import { MaskedNetworks } from './maskedNetworks.ts';

/** Options of {@link networkMechanisms}. */
export interface NetworkMechanismsOptions {
  /** Hidden units of each network. */
  readonly hidden: number;
  /** Samples per update and per score. */
  readonly batchSize: number;
  /** Adam's step size. */
  readonly mechanismRate: number;
  /** Where the start, batches and graphs are drawn from. */
  readonly stream: RandomStream;
}

/**
 * One network per variable, fitted to observational samples, each with parents of its own.
 *
 * @param data - Samples.
 * @param options - Sizes and step size.
 * @returns The mechanisms; the caller disposes of them.
 */
export function networkMechanisms(
  { observational, interventions }: InterventionalData,
  { hidden, batchSize, mechanismRate, stream }: NetworkMechanismsOptions,
): Mechanisms {
  const { categories } = observational;
  const networks = new MaskedNetworks({ categories, hidden }, stream.split('networks'));
  const { parameters } = networks;
  const adam = new FlatAdam(parameters.layout.length, { learningRate: mechanismRate });
  const batches = stream.split('batches');
  const graphsOfSamples = stream.split('graphs of samples');
  const pause = pacer();
  const rowsOf = ({ rows }: CategoricalTable) =>
    batches.sampleIndices(Math.min(batchSize, rows), rows);
  return {
    async fit(probabilities) {
      const rows = rowsOf(observational);
      const graphs = sampledGraphs(probabilities, { draws: rows.length, stream: graphsOfSamples });
      const { cost, gradients } = networks.gradient(observational, { rows, graphs });
      const flat = joinParameters(gradients);
      try {
        parameters.replace(adam.update(parameters.values, flat));
        const [total = NaN] = await cost.data();
        await pause();
        return total / categories.length;
      } finally {
        tf.dispose([cost, flat, [...gradients]]);
      }
    },
    state: {
      networks: parametersPart(parameters),
      networksAdam: adamPart(adam),
      batches: streamPart(batches),
      graphsOfSamples: streamPart(graphsOfSamples),
    },
    costs(place, graphs) {
      const samples = interventions[place]?.samples ?? observational;
      return networks.costs(samples, { rows: rowsOf(samples), graphs });
    },
    dispose() {
      networks.dispose();
      adam.dispose();
    },
  };
}
