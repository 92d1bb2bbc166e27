import type { InterventionalData } from '@causal-mechanisms/datasets';
import { numbersPart, RandomStream, streamPart } from '@causal-mechanisms/tensor-utils';
import type { Learner } from '@causal-mechanisms/tensor-utils';
import { adaptedScores } from '../adaptation/adaptedScores.ts';
import { AdaptiveTables } from '../adaptation/adaptiveTables.ts';
import { beliefRegularisers } from '../beliefs/beliefRegularisers.ts';
import { EdgeBeliefs, edgeProbabilities } from '../beliefs/edgeBeliefs.ts';
import type { ScoredGraphs } from '../beliefs/scoredGraphs.ts';
import { ElementAdam } from '../beliefs/elementAdam.ts';
import { reinforceEstimator } from '../beliefs/reinforceEstimator.ts';
import { sampledGraphs } from '../beliefs/sampledGraphs.ts';
import { interventionalFacts } from './checkInterventionalData.ts';
import { interventionSchedule } from './interventionSchedule.ts';
import type { ReinforceConfig } from './reinforceConfig.ts';

/** Logits start within this of 0. */
const START = 0.1;
/** And stay within this of it: beliefs that are certain would never be drawn otherwise again. */
const LARGEST = 5;
/** What is left of a surprise when the same intervention is used again. */
const MEMORY = 0.9;

/**
 * Algorithm 1 of Bengio et al. (2019) as a learner: beliefs about directed edges, moved by which of the drawn graphs adapts fastest.
 *
 * @param config - The configuration.
 * @param data - Samples, checked; targets may be unknown.
 * @returns The learner.
 */
export function reinforceLearner(
  config: ReinforceConfig,
  { observational, interventions }: InterventionalData,
): Learner<EdgeBeliefs> {
  const variables = observational.names.length;
  const size = variables * variables;
  const master = new RandomStream(config.seed);
  const start = master.split('start');
  const existence = Float64Array.from({ length: size }, () => start.uniform(-START, START));
  const model = new EdgeBeliefs(observational.names, { existence });
  const tables = new AdaptiveTables(observational, { smoothing: config.smoothing });
  const adam = new ElementAdam(size, {
    learningRate: config.beliefRate,
    beta1: config.beliefMomentum,
  });
  const streams = { batches: master.split('batches'), graphs: master.split('graphs') };
  /** How surprising each variable was under each intervention: a sum that forgets, since early graphs are wrong. */
  const surprises = new Float64Array(interventions.length * variables);
  const scheduled = interventionSchedule(master, interventions.length);

  const update = (done: number): { surprise: number } => {
    const place = scheduled(done);
    const { target, samples: table } = interventions[
      place
    ] as InterventionalData['interventions'][0];
    const { adaptationSteps: steps, batchSize, adaptationRate: rate, draws } = config;
    const rows = Int32Array.from({ length: steps * batchSize }, () =>
      streams.batches.integer(0, table.rows),
    );
    const graphs = sampledGraphs(edgeProbabilities(model.logits), {
      draws,
      stream: streams.graphs,
    });
    const { scored, surprise } = adaptedScores(tables, graphs, {
      table,
      rows,
      steps,
      rate,
    });
    const seen = surprises.subarray(place * variables, (place + 1) * variables);
    surprise.forEach((value, variable) => {
      seen[variable] = MEMORY * (seen[variable] as number) + value;
    });
    const samples = config.countedSamples / batchSize;
    const priced = { ...scored, costs: pricedCosts(scored, config.edgeCost / samples) };
    const gradient = reinforceEstimator(priced, existence, { samples });
    const changed = target ?? seen.indexOf(Math.max(...seen));
    const mask = movedEdges(config, variables, changed);
    const regularised = beliefRegularisers(existence, config);
    adam.update(
      existence,
      gradient.map((slope, edge) => slope + (regularised[edge] as number)),
      mask,
    );
    existence.forEach((logit, edge) => {
      existence[edge] = Math.min(LARGEST, Math.max(-LARGEST, logit));
    });
    return { surprise: Math.max(...surprise) };
  };

  const { first, second, steps } = adam.parts;
  return {
    owner: 'trainEdgeBeliefs',
    config,
    stepsKey: 'updates',
    facts: interventionalFacts({ observational, interventions }),
    model,
    state: {
      existence: numbersPart(existence),
      surprises: numbersPart(surprises),
      first,
      second,
      steps,
      batches: streamPart(streams.batches),
      graphs: streamPart(streams.graphs),
    },
    main: {
      name: 'beliefs',
      steps: config.updates,
      step: (done) => {
        const { surprise } = update(done);
        const edges = model.adjacency().reduce((sum, row) => sum + row.reduce((a, b) => a + b), 0);
        return Promise.resolve({ scalars: { surprise, edges } });
      },
    },
    dispose: () => undefined,
  };
}

/** Costs with what each parent adds to them. */
function pricedCosts({ variables, graphs, costs }: ScoredGraphs, price: number): Float64Array {
  const priced = Float64Array.from(costs);
  for (let k = 0; k < graphs.length; k++) {
    if (graphs[k] === 0) continue;
    const place = Math.floor(k / (variables * variables)) * variables + (k % variables);
    priced[place] = (priced[place] as number) + price;
  }
  return priced;
}

/** Zeros for the edges that an intervention says nothing about. */
function movedEdges(
  { blocked, moved }: Pick<ReinforceConfig, 'blocked' | 'moved'>,
  variables: number,
  target: number,
): Uint8Array {
  return Uint8Array.from({ length: variables * variables }, (_, edge) => {
    const cause = Math.floor(edge / variables);
    const effect = edge % variables;
    if (cause === effect || (blocked && effect === target)) return 0;
    return moved === 'all' || cause === target ? 1 : 0;
  });
}
