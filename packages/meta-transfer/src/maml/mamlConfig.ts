import type { TaskSource } from '@causal-mechanisms/datasets';
import { parseConfig } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import { ACTIVATIONS } from './network/activation.ts';
import type { ActivationName } from './network/activation.ts';
import { TASK_LOSSES } from './network/taskLoss.ts';
import type { TaskLossName } from './network/taskLoss.ts';

/** What a model of {@link trainMaml} is made of: plain JSON. */
export interface MamlModelConfig {
  /** Numbers per input. */
  readonly inputs: number;
  /** Numbers per answer. */
  readonly outputs: number;
  /** Units of the hidden layers. Default: 40 and 40. */
  readonly hidden: readonly number[];
  /** Of the hidden layers. Default: relu. */
  readonly activation: ActivationName;
  /** Mean squared error; or the cross entropy of the softmax of answers, for targets that are probabilities. Default: meanSquared. */
  readonly loss: TaskLossName;
  /** The step size of adaptation. Default: 0.01. */
  readonly innerRate: number;
}

/** The settings of a training run: plain JSON. The defaults are those of the regression of sinusoids. */
export interface MamlConfig extends Omit<MamlModelConfig, 'inputs' | 'outputs'> {
  /**
   * Whether the gradient goes through the inner steps (`second`), takes them for constant shifts (`first`), or there are none (`none`):
   * one network is then trained jointly on all tasks, to be adapted afterwards. Default: second.
   */
  readonly order: 'none' | 'first' | 'second';
  /**
   * How the gradient is computed: by hand-written `passes`, or by nested `tapes` of TensorFlow.js, which give the same numbers and take
   * several times as long. Default: passes.
   */
  readonly gradient: 'passes' | 'tapes';
  /** Gradient steps of every task in training. Default: 1. */
  readonly innerSteps: number;
  /** Adam's step size. Default: 1e-3. */
  readonly outerRate: number;
  /** Tasks per meta-step. Default: 25. */
  readonly tasksPerBatch: number;
  /** Meta-steps; a finished run may be prolonged by more. Default: 70 000. */
  readonly metaSteps: number;
  /** The standard deviation of the kernels at the start. Default: 0.01, as in the authors' code. */
  readonly initialDeviation: number;
  /** The master seed: an integer in [0, 2^53). Default: 1. */
  readonly seed: number;
}

/** What a caller may give: any part of {@link MamlConfig}. */
export type MamlConfigInput = Partial<MamlConfig>;

const count = (most: number) => z.int().check(z.minimum(1), z.maximum(most));

const modelKeys = {
  hidden: z._default(z.array(count(65_536)).check(z.maxLength(64)), [40, 40]),
  activation: z._default(z.enum(ACTIVATIONS), 'relu'),
  loss: z._default(z.enum(TASK_LOSSES), 'meanSquared'),
  innerRate: z._default(z.number().check(z.positive()), 0.01),
};

const schema = z.strictObject({
  ...modelKeys,
  order: z._default(z.enum(['none', 'first', 'second']), 'second'),
  gradient: z._default(z.enum(['passes', 'tapes']), 'passes'),
  innerSteps: z._default(count(1000), 1),
  outerRate: z._default(z.number().check(z.positive(), z.maximum(1)), 1e-3),
  tasksPerBatch: z._default(count(65_536), 25),
  metaSteps: z._default(count(100_000_000), 70_000),
  initialDeviation: z._default(z.number().check(z.positive()), 0.01),
  seed: z._default(z.int().check(z.minimum(0)), 1),
});

const modelSchema = z.strictObject({
  ...modelKeys,
  inputs: count(1_048_576),
  outputs: count(1_048_576),
});

/** The zod schema of {@link MamlConfig}, for configurations that contain it. */
export const mamlConfigSchema: typeof schema = schema;

/**
 * Checks a configuration and fills in the defaults.
 *
 * @param input - Any part of {@link MamlConfig}.
 * @returns The resolved configuration.
 * @throws ConfigError when a key is unknown or a value impossible.
 *
 * @example
 * ```ts
 * import { resolveMamlConfig } from '@causal-mechanisms/meta-transfer';
 *
 * const config = resolveMamlConfig({ order: 'first' });
 * console.log(config.order, config.innerRate, config.tasksPerBatch); // first 0.01 25
 * ```
 */
export function resolveMamlConfig(input: MamlConfigInput): MamlConfig {
  return parseConfig('trainMaml', mamlConfigSchema, input);
}

/**
 * @param config - Of a model.
 * @returns It with its defaults.
 * @throws ConfigError when a key is unknown or a value impossible.
 */
export function resolveMamlModelConfig(config: unknown): MamlModelConfig {
  return parseConfig('MamlModel', modelSchema, config);
}

/** The model that a training configuration asks for. */
export function modelConfigOf(
  { hidden, activation, loss, innerRate }: MamlConfig,
  { inputs, outputs }: Pick<TaskSource, 'inputs' | 'outputs'>,
): MamlModelConfig {
  return resolveMamlModelConfig({ hidden, activation, loss, innerRate, inputs, outputs });
}
