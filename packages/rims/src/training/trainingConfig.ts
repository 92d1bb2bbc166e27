import type { SequenceTask } from '@causal-mechanisms/datasets';
import { checkOptions, ConfigError, parseConfig } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import { coreOf } from '../cores/coreOf.ts';
import type { CoreConfig } from '../cores/coreOf.ts';
import type { SequenceCore } from '../cores/sequenceCore.ts';
import { resolveSequenceModelConfig } from '../model/sequenceModelConfig.ts';
import type { SequenceModelConfig } from '../model/sequenceModelConfig.ts';
import type { Clipping } from './clipByGroup.ts';
import { checkActiveSchedule } from './schedules.ts';
import type { ActiveSchedule } from './schedules.ts';

/** The settings of a training run: plain JSON. The defaults are those of copying in Goyal et al. (2021, appendix D.1). */
export interface SequenceTrainingConfig {
  /** The part that goes through time. Default: recurrent independent mechanisms, 600 units in 6 modules, 4 of them active. */
  readonly core: CoreConfig;
  /** The width of the embedding of tokens. Default: 600. */
  readonly embeddingWidth: number;
  /** Rows of the embedding, at least as many as the task has tokens. Default: as many. */
  readonly vocabulary: number;
  /** The width of an answer, at least as many as the task has classes. Default: as many. */
  readonly outputs: number;
  /** Share of embedding and output that is dropped in training. Default: 0. */
  readonly dropout: number;
  /** Updates; a finished run of constant step size may be prolonged by more. Default: 30 000. */
  readonly updates: number;
  /** Sequences per update. Default: 64. */
  readonly batchSize: number;
  /** Adam's step size at the start. Default: 1e-3. */
  readonly learningRate: number;
  /** Its step size at the last update, reached along half a cosine. Default: that of the start, as in the paper. */
  readonly finalLearningRate: number;
  /** Updates over which the step size rises in a line from 0 at the start. Default: 0, as in the paper. */
  readonly warmUp?: number | undefined;
  /** More active modules at the start, falling to the core's own number. Default: that number throughout, as in the paper. */
  readonly activeSchedule?: ActiveSchedule | undefined;
  /** The largest norm of the gradient; a longer one is shortened to it. Default: 1, as in the authors' code. */
  readonly clipNorm: number;
  /**
   * What is shortened together: the whole gradient; the gradient of each parameter; or that of each module, and as one that of all that
   * belongs to no module. Default: whole, as in the authors' code.
   */
  readonly clipping?: Clipping | undefined;
  /** What the loss is averaged over: all answers, or those that the score looks at. Default: all. */
  readonly loss: 'all' | 'scored';
  /** Whether a batch starts from the state that the one before ended in, as in the authors' copying script. Default: false. */
  readonly carryState: boolean;
  /** The master seed: an integer in [0, 2^53). Default: 1. */
  readonly seed: number;
}

/** What a caller may give: any part of {@link SequenceTrainingConfig}. */
export type SequenceTrainingConfigInput = Partial<SequenceTrainingConfig>;

const count = (most: number) => z.int().check(z.minimum(1), z.maximum(most));

const schema = z.strictObject({
  core: z._default(z.looseObject({ kind: z.string() }), { kind: 'rims' }),
  embeddingWidth: z._default(count(65_536), 600),
  vocabulary: z.optional(count(1_048_576)),
  outputs: z.optional(count(1_048_576)),
  dropout: z._default(z.number().check(z.minimum(0), z.lt(1)), 0),
  updates: z._default(count(100_000_000), 30_000),
  batchSize: z._default(count(65_536), 64),
  learningRate: z._default(z.number().check(z.positive(), z.maximum(1)), 1e-3),
  finalLearningRate: z.optional(z.number().check(z.positive(), z.maximum(1))),
  clipNorm: z._default(z.number().check(z.positive()), 1),
  // Without defaults: a resolved configuration stays that of checkpoints that do not know these.
  warmUp: z.optional(z.int().check(z.minimum(0), z.maximum(100_000_000))),
  activeSchedule: z.optional(z.strictObject({ from: count(256), until: count(100_000_000) })),
  clipping: z.optional(z.enum(['whole', 'parameter', 'module'])),
  loss: z._default(z.enum(['all', 'scored']), 'all'),
  carryState: z._default(z.boolean(), false),
  seed: z._default(z.int().check(z.minimum(0)), 1),
});

/**
 * The zod schema of {@link SequenceTrainingConfig}, for configurations that contain it; what depends on the task is open in it, and
 * {@link resolveSequenceTrainingConfig} fills it in.
 */
export const sequenceTrainingConfigSchema: typeof schema = schema;

/**
 * Checks a configuration and fills in the defaults, those of the paper's copying experiment.
 *
 * @param input - Any part of {@link SequenceTrainingConfig}.
 * @param task - What is to be learned: it tells how many tokens and classes there are.
 * @returns The resolved configuration, with every setting of the core.
 * @throws ConfigError when a key is unknown or a value impossible.
 *
 * @example
 * ```ts
 * import { copyingTask } from '@causal-mechanisms/datasets';
 * import { resolveSequenceTrainingConfig } from '@causal-mechanisms/rims';
 *
 * const config = resolveSequenceTrainingConfig({ updates: 100 }, copyingTask({ gap: 5 }));
 * console.log(config.updates, config.batchSize); // 100 64
 * ```
 */
export function resolveSequenceTrainingConfig(
  input: SequenceTrainingConfigInput,
  task: SequenceTask,
): SequenceTrainingConfig {
  const given = parseConfig('rims training', sequenceTrainingConfigSchema, input);
  const owner = 'resolveSequenceTrainingConfig';
  const { inputs, targets } = checkOptions(owner, task, 'task');
  checkOptions(owner, inputs, 'task.inputs');
  checkOptions(owner, targets, 'task.targets');
  const config = {
    ...given,
    core: given.core as unknown as CoreConfig,
    finalLearningRate: given.finalLearningRate ?? given.learningRate,
    vocabulary: given.vocabulary ?? (inputs.kind === 'tokens' ? inputs.vocabulary : 1),
    outputs: given.outputs ?? (targets.kind === 'classes' ? targets.classes : targets.width),
  };
  const model = modelConfigOf(config, task);
  const { core } = resolveSequenceModelConfig(model);
  if (config.activeSchedule !== undefined) checkActiveSchedule(config.activeSchedule, core);
  // A core is made where a setting asks for it alone: it costs as much as the training's own.
  if (config.clipping === 'module' || config.carryState) {
    checkCore(config, coreOf(core, model.input.width));
  }
  return { ...config, core };
}

/** The model that a training configuration asks for. */
export function modelConfigOf(
  config: SequenceTrainingConfig,
  { inputs, targetAt }: SequenceTask,
): SequenceModelConfig {
  return {
    core: config.core,
    input:
      inputs.kind === 'tokens'
        ? { kind: 'tokens', vocabulary: config.vocabulary, width: config.embeddingWidth }
        : { kind: 'vectors', width: inputs.width },
    outputs: config.outputs,
    answers: targetAt,
    dropout: config.dropout,
  };
}

function checkCore(
  { clipping, carryState }: Pick<SequenceTrainingConfig, 'clipping' | 'carryState'>,
  { kind, bidirectional, moduleGroups }: SequenceCore,
): void {
  if (clipping === 'module' && moduleGroups === undefined) {
    throw new ConfigError('rims training: clipping: the core has no modules', {
      data: { core: kind },
    });
  }
  if (carryState && bidirectional === true) {
    throw new ConfigError('rims training: carryState: a bidirectional core has no state to carry', {
      data: { core: kind },
    });
  }
}
