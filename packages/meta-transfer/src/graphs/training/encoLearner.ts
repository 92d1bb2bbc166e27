import { joinParameters } from '@causal-mechanisms/tensor-utils';
import type { CategoricalTable, InterventionalData } from '@causal-mechanisms/datasets';
import {
  adamPart,
  ArgumentError,
  FlatAdam,
  numbersPart,
  pacer,
  parametersPart,
  RandomStream,
  streamPart,
} from '@causal-mechanisms/tensor-utils';
import type { Learner } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { MaskedNetworks } from '../networks/maskedNetworks.ts';
import type { EncoConfig } from './encoConfig.ts';
import { overfittingWatch } from './overfittingWatch.ts';
import { interventionSchedule } from './interventionSchedule.ts';
import { EdgeBeliefs, edgeProbabilities } from '../beliefs/edgeBeliefs.ts';
import { edgeContrasts } from '../beliefs/edgeContrasts.ts';
import { ElementAdam } from '../beliefs/elementAdam.ts';
import { encoEstimator } from '../beliefs/encoEstimator.ts';
import { regressionContrasts } from '../beliefs/regressionContrasts.ts';
import { sampledGraphs } from '../beliefs/sampledGraphs.ts';

/** Samples while one variable was intervened on. */
interface TargetSamples {
  readonly target: number;
  readonly samples: CategoricalTable;
}

/**
 * ENCO as a learner: networks that predict variables from parents, beliefs, and an optimiser for each.
 *
 * @param config - The configuration.
 * @param data - Samples, checked; every target known.
 * @returns The learner.
 * @throws ArgumentError when a target is not known.
 */
export function encoLearner(config: EncoConfig, data: InterventionalData): Learner<EdgeBeliefs> {
  const { observational } = data;
  const interventions = withTargets(data);
  const variables = observational.names.length;
  const size = variables * variables;
  const master = new RandomStream(config.seed);
  const networks = new MaskedNetworks(
    { categories: observational.categories, hidden: config.hidden },
    master.split('networks'),
  );
  const adam = new FlatAdam(networks.parameters.layout.length, {
    learningRate: config.mechanismRate,
  });
  const logits = { existence: new Float64Array(size), orientation: new Float64Array(size) };
  const model = new EdgeBeliefs(observational.names, logits);
  const existenceAdam = new ElementAdam(size, { learningRate: config.existenceRate, beta2: 0.9 });
  const orientationAdam = new ElementAdam(size, { learningRate: config.orientationRate });
  const streams = { batches: master.split('batches'), graphs: master.split('graphs') };
  const pause = pacer();
  const overfitting = overfittingWatch({
    patience: config.patience,
    round: interventions.length,
  });
  const scheduled = interventionSchedule(master, interventions.length);

  const fit = async (): Promise<number> => {
    const draws = Math.min(config.batchSize, observational.rows);
    const rows = streams.batches.sampleIndices(draws, observational.rows);
    const graphs = sampledGraphs(edgeProbabilities(logits), { draws, stream: streams.graphs });
    const { cost, gradients } = networks.gradient(observational, { rows, graphs });
    const flat = joinParameters(gradients);
    try {
      networks.parameters.replace(adam.update(networks.parameters.values, flat));
      const [total = NaN] = await cost.data();
      await pause();
      return total / variables;
    } finally {
      tf.dispose([cost, flat, [...gradients]]);
    }
  };

  const believe = async (done: number): Promise<number> => {
    const { target, samples } = interventions[scheduled(done)] as TargetSamples;
    const rows = streams.batches.sampleIndices(
      Math.min(config.batchSize, samples.rows),
      samples.rows,
    );
    const graphs = sampledGraphs(edgeProbabilities(logits), {
      draws: config.draws,
      stream: streams.graphs,
    });
    const costs = await networks.costs(samples, { rows, graphs });
    const scored = { variables, graphs, costs };
    const contrasts =
      config.contrast === 'means' ? edgeContrasts(scored) : regressionContrasts(scored);
    const { sparsity } = config;
    const gradients = encoEstimator(contrasts, logits, { target, sparsity });
    existenceAdam.update(logits.existence, gradients.existence);
    orientationAdam.update(logits.orientation, gradients.orientation, pairsWith(target, variables));
    return meanBut(target, costs, variables);
  };

  return {
    owner: 'trainEdgeBeliefs',
    config,
    stepsKey: 'updates',
    facts: { names: [...observational.names], categories: [...observational.categories] },
    model,
    state: {
      networks: parametersPart(networks.parameters),
      adam: adamPart(adam),
      existence: numbersPart(logits.existence),
      orientation: numbersPart(logits.orientation),
      ...prefixed('existence', existenceAdam),
      ...prefixed('orientation', orientationAdam),
      batches: streamPart(streams.batches),
      graphs: streamPart(streams.graphs),
      overfitting: overfitting.part,
    },
    before: [
      {
        name: 'mechanisms',
        steps: config.pretraining,
        step: async () => ({ scalars: { cost: await fit() } }),
      },
    ],
    main: {
      name: 'beliefs',
      steps: config.updates,
      async step(done) {
        let cost = 0;
        const fits = overfitting.isOver ? 0 : config.mechanismSteps;
        for (let i = 0; i < fits; i++) cost += await fit();
        const interventionCost = await believe(done);
        overfitting.add(interventionCost);
        const edges = model.adjacency().reduce((sum, row) => sum + row.reduce((a, b) => a + b), 0);
        return {
          scalars: { ...(fits === 0 ? {} : { cost: cost / fits }), interventionCost, edges },
        };
      },
    },
    dispose() {
      networks.dispose();
      adam.dispose();
    },
  };
}

function withTargets({ interventions }: InterventionalData): TargetSamples[] {
  return interventions.map(({ target, samples }, place) => {
    if (target !== null) return { target, samples };
    throw new ArgumentError(
      `trainEdgeBeliefs: the estimator enco needs to know every target, that of intervention ${place} is null; ` +
        'the estimator reinforce does not',
      { data: { place } },
    );
  });
}

/** The mean cost of all variables but the one that was intervened on. */
function meanBut(target: number, costs: Float32Array, variables: number): number {
  let sum = 0;
  costs.forEach((cost, place) => (sum += place % variables === target ? 0 : cost));
  return (sum / costs.length) * (variables / (variables - 1));
}

/** Ones for the pairs that a target is one of. */
function pairsWith(target: number, variables: number): Uint8Array {
  const mask = new Uint8Array(variables * variables);
  for (let other = 0; other < variables; other++) {
    if (other === target) continue;
    mask[target * variables + other] = 1;
    mask[other * variables + target] = 1;
  }
  return mask;
}

/** The parts of an optimiser under names of their own. */
function prefixed(name: string, { parts }: ElementAdam) {
  const { first, second, steps } = parts;
  return { [`${name}First`]: first, [`${name}Second`]: second, [`${name}Steps`]: steps };
}
