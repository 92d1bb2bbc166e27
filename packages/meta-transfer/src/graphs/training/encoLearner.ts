import type { InterventionalData } from '@causal-mechanisms/datasets';
import {
  ArgumentError,
  numbersPart,
  RandomStream,
  streamPart,
} from '@causal-mechanisms/tensor-utils';
import type { Learner } from '@causal-mechanisms/tensor-utils';
import { tableMechanisms } from '../adaptation/tableMechanisms.ts';
import { EdgeBeliefs, edgeProbabilities } from '../beliefs/edgeBeliefs.ts';
import { edgeContrasts } from '../beliefs/edgeContrasts.ts';
import { ElementAdam } from '../beliefs/elementAdam.ts';
import { encoEstimator } from '../beliefs/encoEstimator.ts';
import { regressionContrasts } from '../beliefs/regressionContrasts.ts';
import { sampledGraphs } from '../beliefs/sampledGraphs.ts';
import { networkMechanisms } from '../networks/networkMechanisms.ts';
import type { EncoConfig } from './encoConfig.ts';
import { interventionalFacts } from './checkInterventionalData.ts';
import { interventionSchedule } from './interventionSchedule.ts';
import { overfittingWatch } from './overfittingWatch.ts';

/**
 * ENCO as a learner: mechanisms that predict variables from parents, beliefs, and optimisers.
 *
 * @param config - The configuration.
 * @param data - Samples, checked; every target known.
 * @returns The learner.
 * @throws ArgumentError when a target is not known.
 */
export function encoLearner(config: EncoConfig, data: InterventionalData): Learner<EdgeBeliefs> {
  const { observational } = data;
  const targets = knownTargets(data);
  const variables = observational.names.length;
  const size = variables * variables;
  const master = new RandomStream(config.seed);
  const mechanisms =
    config.likelihood === 'mlp'
      ? networkMechanisms(data, { ...config, stream: master })
      : tableMechanisms(data, config);
  const { fit } = mechanisms;
  const logits = { existence: new Float64Array(size), orientation: new Float64Array(size) };
  const model = new EdgeBeliefs(observational.names, logits);
  const existenceAdam = new ElementAdam(size, { learningRate: config.existenceRate, beta2: 0.9 });
  const orientationAdam = new ElementAdam(size, { learningRate: config.orientationRate });
  const stream = master.split('graphs');
  const overfitting = overfittingWatch({
    patience: config.patience,
    round: targets.length,
  });
  const scheduled = interventionSchedule(master, targets.length);

  const believe = async (done: number): Promise<number> => {
    const place = scheduled(done);
    const target = targets[place] as number;
    const graphs = sampledGraphs(edgeProbabilities(logits), { draws: config.draws, stream });
    const costs = await mechanisms.costs(place, graphs);
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
    facts: interventionalFacts(data),
    model,
    state: {
      ...mechanisms.state,
      existence: numbersPart(logits.existence),
      orientation: numbersPart(logits.orientation),
      ...prefixed('existence', existenceAdam),
      ...prefixed('orientation', orientationAdam),
      graphs: streamPart(stream),
      overfitting: overfitting.part,
    },
    before:
      fit === undefined
        ? []
        : [
            {
              name: 'mechanisms',
              steps: config.pretraining,
              step: async () => ({ scalars: { cost: await fit(edgeProbabilities(logits)) } }),
            },
          ],
    main: {
      name: 'beliefs',
      steps: config.updates,
      async step(done) {
        let cost = 0;
        const fits = fit === undefined || overfitting.isOver ? 0 : config.mechanismSteps;
        for (let i = 0; i < fits; i++) cost += (await fit?.(edgeProbabilities(logits))) ?? 0;
        const interventionCost = await believe(done);
        overfitting.add(interventionCost);
        const edges = model.adjacency().reduce((sum, row) => sum + row.reduce((a, b) => a + b), 0);
        return {
          scalars: { ...(fits === 0 ? {} : { cost: cost / fits }), interventionCost, edges },
        };
      },
    },
    dispose() {
      mechanisms.dispose();
    },
  };
}

function knownTargets({ interventions }: InterventionalData): number[] {
  return interventions.map(({ target }, place) => {
    if (target !== null) return target;
    throw new ArgumentError(
      `trainEdgeBeliefs: the estimator enco needs to know every target, that of intervention ${place} is null; ` +
        'the estimator reinforce does not',
      { data: { place } },
    );
  });
}

/** The mean cost of all variables but the one that was intervened on. */
function meanBut(target: number, costs: ArrayLike<number>, variables: number): number {
  let sum = 0;
  for (let place = 0; place < costs.length; place++) {
    if (place % variables !== target) sum += costs[place] as number;
  }
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
