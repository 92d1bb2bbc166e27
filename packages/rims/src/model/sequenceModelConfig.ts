import type { SequenceTask } from '@causal-mechanisms/datasets';
import { ConfigError, parseConfig } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import { elementsOf, resolveCoreConfig } from '../cores/coreOf.ts';
import type { CoreConfig } from '../cores/coreOf.ts';

/** What a sequence model is made of: plain JSON. */
export interface SequenceModelConfig {
  /** The part that goes through time. */
  readonly core: CoreConfig;
  /** What it reads: tokens through an embedding, or vectors as they are. */
  readonly input:
    | {
        /** Tokens through an embedding. */
        readonly kind: 'tokens';
        /** How many different tokens there may be. */
        readonly vocabulary: number;
        /** The width of the embedding. */
        readonly width: number;
      }
    | {
        /** Vectors as they are. */
        readonly kind: 'vectors';
        /** Numbers per vector. */
        readonly width: number;
      };
  /** The width of an answer: classes, or numbers. */
  readonly outputs: number;
  /** Whether it answers at every step or after the last one. */
  readonly answers: 'every' | 'last';
  /** Share of embedding and output that is dropped in training. */
  readonly dropout: number;
}

const size = (most: number) => z.int().check(z.minimum(1), z.maximum(most));

const schema = z.strictObject({
  core: z.looseObject({ kind: z.string() }),
  input: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('tokens'), vocabulary: size(1_048_576), width: size(65_536) }),
    z.strictObject({ kind: z.literal('vectors'), width: size(1_048_576) }),
  ]),
  outputs: size(1_048_576),
  answers: z.enum(['every', 'last']),
  dropout: z.number().check(z.minimum(0), z.lt(1)),
});

/**
 * Checks the parts of a model, and fills in the defaults of its core.
 *
 * @param input - The parts.
 * @returns The same with every setting of the core.
 * @throws ConfigError when something is unknown or impossible.
 */
export function resolveSequenceModelConfig(input: SequenceModelConfig): SequenceModelConfig {
  const config = parseConfig('sequence model', schema, input);
  const core = resolveCoreConfig(config.core as unknown as CoreConfig, config.input.width);
  const elements = elementsOf(core);
  if (elements !== 1) {
    throw new ConfigError(
      `sequence model: the core must read 1 element per step, got ${elements}`,
      {
        data: { expected: 1, actual: elements },
      },
    );
  }
  return { ...config, core };
}

/**
 * Checks that a model can read and answer a task.
 *
 * @param config - Of the model.
 * @param task - The task.
 * @throws ConfigError when the vocabulary is too small, or kinds or widths differ.
 */
export function checkTask(config: SequenceModelConfig, task: SequenceTask): void {
  const { input, outputs, answers } = config;
  const asked = task.targets.kind === 'classes' ? task.targets.classes : task.targets.width;
  const reads =
    input.kind === 'tokens'
      ? task.inputs.kind === 'tokens' && task.inputs.vocabulary <= input.vocabulary
      : task.inputs.kind === 'vectors' && task.inputs.width === input.width;
  const fits = task.targets.kind === 'classes' ? asked <= outputs : asked === outputs;
  if (reads && fits && answers === task.targetAt) return;
  throw new ConfigError(`sequence model: it does not fit the task ${task.name}`, {
    data: {
      input,
      outputs,
      answers,
      task: { inputs: task.inputs, targets: task.targets, targetAt: task.targetAt },
    },
  });
}
