import type { InterventionalData } from '@causal-mechanisms/datasets';
import { builtWhole, checkTrainingOptions, runTraining } from '@causal-mechanisms/tensor-utils';
import type { Learner, TrainingEvent, TrainingOptions } from '@causal-mechanisms/tensor-utils';
import { resolveEncoConfig } from './encoConfig.ts';
import type { EncoConfigInput } from './encoConfig.ts';
import { checkInterventionalData } from './checkInterventionalData.ts';
import type { EdgeBeliefs } from '../beliefs/edgeBeliefs.ts';
import { encoLearner } from './encoLearner.ts';
import { resolveReinforceConfig } from './reinforceConfig.ts';
import type { ReinforceConfigInput } from './reinforceConfig.ts';
import { reinforceLearner } from './reinforceLearner.ts';

/** What {@link trainEdgeBeliefs} may be configured by: the key `estimator` says which of the two it is, `enco` where it is missing. */
export type EdgeBeliefsConfigInput = EncoConfigInput | ReinforceConfigInput;

/** Options of {@link trainEdgeBeliefs}; the default configuration is that of ENCO's authors. */
export type TrainEdgeBeliefsOptions = TrainingOptions<EdgeBeliefs, EdgeBeliefsConfigInput>;

/** What a run of {@link trainEdgeBeliefs} yields. */
export type EdgeBeliefsEvent = TrainingEvent<EdgeBeliefs>;

/**
 * Learns a causal graph over categorical variables by gradients on beliefs about its edges, from samples of the system as it is and
 * under interventions.
 *
 * With the estimator `enco`, ENCO (Lippe et al., 2022) fits a network per variable to the observational samples, each sample with parents drawn from the beliefs, or counts tables once;
 * scores drawn graphs on samples under an intervention; and moves each belief by what its edge does to the cost of its effect. The
 * networks are fitted between the updates of the beliefs, not in blocks of their own, so that a run may stop after any of them.
 *
 * With the estimator `reinforce`, algorithm 1 of Bengio et al. (2019): tables are learned from the observational samples; in every update
 * the tables of drawn graphs adapt to samples under one intervention by a few steps of gradient descent, scored before each; and beliefs
 * move towards the graphs that adapt fastest. Targets need not be known.
 *
 * Step events have the phase `beliefs`, with the scalar `edges` (how many are believed in). That of ENCO comes after a phase `mechanisms`, and
 * both have the scalar `cost` (of the networks on observational samples, in nats per variable; none where they are left as they are); updates of beliefs also have `interventionCost` (of drawn graphs, under the intervention). Algorithm 1 has the scalar `surprise`: how
 * much worse the worst predicted variable is predicted than before the intervention, in nats. A caller that stops listening early gets nothing; end a run through the
 * signal to keep the beliefs.
 *
 * @param data - Samples; `enco` has to know every target.
 * @param options - Configuration, checkpoints, evaluation, abort signal.
 * @returns A generator of events; its return value, and the `end` event, hold the beliefs.
 * @throws ConfigError when the configuration is impossible; ShapeError, ValuesError, ArgumentError when the data are, or a target is not
 * known; CheckpointError when `resume` belongs to another run.
 *
 * @example
 * ```ts
 * import { trainEdgeBeliefs } from '@causal-mechanisms/meta-transfer';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const stream = new RandomStream(1);
 * // 0 -> 1: the second variable copies the first in 9 of 10 samples
 * const samples = (rows: number, target?: number) => {
 *   const first = Uint8Array.from({ length: rows }, () => stream.integer(0, 2));
 *   const copied = first.map((value) => (stream.uniform() < 0.9 ? value : 1 - value));
 *   const second = target === 1 ? first.map(() => stream.integer(0, 2)) : copied;
 *   return { columns: [first, second], categories: [2, 2], names: ['first', 'second'], rows };
 * };
 * const interventions = [0, 1].map((target) => ({ target, samples: samples(200, target) }));
 * const data = { observational: samples(1000), interventions };
 * const config = { updates: 60, pretraining: 100, hidden: 8, batchSize: 64, draws: 20 };
 * for await (const event of trainEdgeBeliefs(data, { config })) {
 *   if (event.kind !== 'end') continue;
 *   console.log(event.model.adjacency().map((row) => row.join()).join(' ')); // 0,1 0,0
 * }
 * ```
 */
export async function* trainEdgeBeliefs(
  data: InterventionalData,
  options: TrainEdgeBeliefsOptions = {},
): AsyncGenerator<EdgeBeliefsEvent, EdgeBeliefs> {
  checkTrainingOptions('trainEdgeBeliefs', options);
  const learner = builtWhole(() => learnerOf(data, options.config ?? {}));
  return yield* runTraining(learner, options);
}

function learnerOf(data: InterventionalData, input: EdgeBeliefsConfigInput): Learner<EdgeBeliefs> {
  if (input.estimator === 'reinforce') {
    const config = resolveReinforceConfig(input);
    checkInterventionalData('trainEdgeBeliefs', data);
    return reinforceLearner(config, data);
  }
  const config = resolveEncoConfig(input);
  checkInterventionalData('trainEdgeBeliefs', data);
  return encoLearner(config, data);
}
