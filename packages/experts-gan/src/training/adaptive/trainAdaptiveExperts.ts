import {
  builtWhole,
  checkFunction,
  checkTrainingOptions,
  ConfigError,
  runTraining,
} from '@causal-mechanisms/tensor-utils';
import type {
  CheckpointEvent,
  EndEvent,
  EvaluationEvent,
  StartEvent,
  StepEvent,
  TrainingOptions,
} from '@causal-mechanisms/tensor-utils';
import type { ExpertsModel } from '../../model/expertsModel.ts';
import { openData } from '../trainExperts.ts';
import type { ExpertsData, TrainExpertsOptions } from '../trainExperts.ts';
import { resolveAdaptiveExpertsConfig } from './adaptiveConfig.ts';
import type { AdaptiveExpertsConfigInput } from './adaptiveConfig.ts';
import { adaptiveLearner } from './adaptiveLearner.ts';
import type { StructureLook } from './adaptiveLearner.ts';
import type { StructureChange } from './structureState.ts';

/** Options of {@link trainAdaptiveExperts}. */
export interface TrainAdaptiveExpertsOptions
  extends
    TrainingOptions<ExpertsModel, AdaptiveExpertsConfigInput>,
    Pick<TrainExpertsOptions, 'chooseWinners'> {}

/** A look at the bank, and what came of it. Arrays have an entry for each expert that was looked at. */
export interface BankLookEvent {
  /** Tells the events apart. */
  readonly kind: 'look';
  /** Iterations done. */
  readonly step: number;
  /** The numbers of the experts: an expert keeps its own, and no other ever gets it. */
  readonly experts: readonly number[];
  /** The share of the probe that each expert wins. */
  readonly shares: readonly number[];
  /** The bimodality of each expert. */
  readonly bimodality: readonly number[];
  /** The distance of the two experts that are nearest to each other; `Infinity` for a single one. */
  readonly nearest: number;
  /** The share of the probe that each expert wins and leaves unserved: its best output looks less canonical than all but a few canonical images. */
  readonly unserved: readonly number[];
  /** What was changed; often nothing. */
  readonly changes: readonly StructureChange[];
  /** The numbers of the experts there are from now on. */
  readonly expertsAfter: readonly number[];
  /** Whether the number of experts stays as it is from now on; no look follows then. */
  readonly settled: boolean;
}

/** The end of an adaptive training. */
export interface AdaptiveEndEvent extends EndEvent<ExpertsModel> {
  /** Every change of the number of experts, those of before a resume included. */
  readonly changes: readonly StructureChange[];
  /** The numbers of the experts of the model, in their order. */
  readonly experts: readonly number[];
}

/** What a run of {@link trainAdaptiveExperts} yields. */
export type AdaptiveExpertsEvent =
  | StartEvent<ExpertsModel>
  | StepEvent
  | BankLookEvent
  | EvaluationEvent
  | CheckpointEvent
  | AdaptiveEndEvent;

/**
 * Trains competing experts whose number finds itself. It is the training of `trainExperts`, bit for bit, until the number first changes:
 * every `checkEvery` iterations a fixed probe tells which experts win nothing and go, which two do the same so that one goes, which
 * one does two things and becomes two, and which one leaves most of its images unserved so that another is added.
 *
 * Events are those of `trainExperts`, with the number of experts as the scalar `experts` of every iteration, and a `look` behind the
 * iteration that ended with one. A new expert starts with an optimiser of its own and gets its images first for a few iterations; all else
 * goes on as it was. The number of live tensors depends on the number of experts alone. Kill and resume give the same run.
 *
 * The bank is another object after every change: that of the `start` event, and those that `evaluate.run` is given, are disposed of then.
 *
 * @param data - Transformed and canonical images; tensors are not disposed.
 * @param options - Configuration, checkpoints, evaluation, abort signal.
 * @returns A generator of events; its return value, and the `end` event, hold the model, which the caller disposes of.
 * @throws ConfigError, ShapeError, ValuesError when the configuration or the images do not fit; ArgumentError when there
 * are fewer images than a batch needs or an interval is no positive integer; CheckpointError when `resume` belongs to another run.
 *
 * @example
 * ```ts
 * import { createSampler, padImages, proceduralDigits } from '@causal-mechanisms/datasets';
 * import { trainAdaptiveExperts } from '@causal-mechanisms/experts-gan';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const digits = createSampler(padImages(proceduralDigits({ size: 64 }), 2));
 * const config = { experts: 2, filters: 2, discriminatorUnits: 8, iterations: 2, batchSize: 4 };
 * const adaptive = { checkEvery: 2, patience: 1, pruneBelow: 0, splitAbove: 1, growAbove: 1 };
 * const run = trainAdaptiveExperts(
 *   { transformed: digits, canonical: digits },
 *   { config: { ...config, identityInitialisation: false, adaptive } },
 * );
 * for await (const event of run) {
 *   if (event.kind === 'look') console.log(event.step, event.experts); // 2 [ 0, 1 ]
 *   if (event.kind === 'end') event.model.dispose();
 * }
 * ```
 */
export async function* trainAdaptiveExperts(
  data: ExpertsData,
  options: TrainAdaptiveExpertsOptions = {},
): AsyncGenerator<AdaptiveExpertsEvent, ExpertsModel> {
  const owner = 'trainAdaptiveExperts';
  checkTrainingOptions(owner, options);
  const { chooseWinners, evaluate, ...rest } = options;
  if (chooseWinners !== undefined) checkFunction(owner, 'chooseWinners', chooseWinners);
  // The type has no such option; what trainExperts takes would be passed over without a word.
  if ((options as TrainExpertsOptions).objective !== undefined) {
    throw new ConfigError(
      `${owner}: options.objective must not be given: the number of experts finds itself with the objectives gan and vae alone`,
    );
  }
  const config = resolveAdaptiveExpertsConfig(options.config);
  const samplers = await openData(owner, data, config);
  const { learner, structure, takeLook } = builtWhole(() =>
    adaptiveLearner(config, samplers, chooseWinners),
  );
  const run = runTraining(learner, {
    ...rest,
    evaluate: evaluate && {
      every: evaluate.every,
      run: (bank, step) => evaluate.run(bank.model, step),
    },
  });
  for await (const event of run) {
    if (event.kind === 'start') yield { ...event, model: event.model.model };
    else if (event.kind === 'end') {
      const { changes, ids } = structure();
      yield { ...event, model: event.model.model, changes, experts: ids };
    } else yield event;
    const look = event.kind === 'step' ? takeLook() : undefined;
    if (look !== undefined) yield lookEvent(look);
  }
  return learner.model.model;
}

function lookEvent(look: StructureLook): BankLookEvent {
  const { step, before, after, shares, modes, distances, unserved } = look;
  const pairs = distances.flatMap((row, i) => row.slice(i + 1));
  return {
    kind: 'look',
    step,
    experts: before.ids,
    shares,
    bimodality: modes.map(({ bimodality }) => bimodality),
    nearest: Math.min(...pairs),
    unserved,
    changes: after.changes.slice(before.changes.length),
    expertsAfter: after.ids,
    settled: after.settled,
  };
}
