import { parseConfig } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';

/** Settings of the estimator of ENCO: plain JSON. The defaults are those of its authors' code. */
export interface EncoConfig {
  /** Graphs are compared edge by edge. */
  readonly estimator: 'enco';
  /**
   * What predicts a variable from its parents: one network per variable, or tables that are counted once, for graphs with few parents.
   * Default: `mlp`.
   */
  readonly likelihood: 'mlp' | 'tables';
  /** Samples that the marginal distribution counts as in each row of a table. Default: 1. */
  readonly smoothing: number;
  /** Updates of the beliefs; a finished run may be prolonged by more. Default: 3000. */
  readonly updates: number;
  /** Updates of the networks before the first one of the beliefs. Default: 1000. */
  readonly pretraining: number;
  /** Updates of the networks before every later one of the beliefs. Default: 10. */
  readonly mechanismSteps: number;
  /** Hidden units of each network. Default: 64. */
  readonly hidden: number;
  /** Samples per update, of networks and of beliefs. Default: 128. */
  readonly batchSize: number;
  /** Graphs per update of the beliefs. Default: 100. */
  readonly draws: number;
  /** Adam's step size for the networks. Default: 5e-3. */
  readonly mechanismRate: number;
  /** What an edge costs, in nats per sample. Default: 0.004. */
  readonly sparsity: number;
  /** Adam's step size for the logits of existence. Default: 0.02. */
  readonly existenceRate: number;
  /** Adam's step size for the logits of orientation. Default: 0.1. */
  readonly orientationRate: number;
  /**
   * How the effect of an edge is read off the drawn graphs: a difference of means as published, or a regression on all edges, which takes
   * fewer draws. Default: `means`.
   */
  readonly contrast: 'means' | 'regression';
  /**
   * Rounds of interventions without a better cost after which the networks are left as they are, and only beliefs go on: networks with many
   * parents come to know their samples by heart. The cost is that of drawn graphs on interventional samples, which no network is fitted to.
   * 0 is never, as published. Default: 0.
   */
  readonly patience: number;
  /** The master seed: an integer in [0, 2^53). Default: 1. */
  readonly seed: number;
}

/** What a caller may give: any part of {@link EncoConfig}. */
export type EncoConfigInput = Partial<EncoConfig>;

const count = (most: number) => z.int().check(z.minimum(1), z.maximum(most));
const rate = z.number().check(z.positive(), z.maximum(10));

const schema = z.strictObject({
  estimator: z._default(z.literal('enco'), 'enco'),
  likelihood: z._default(z.enum(['mlp', 'tables']), 'mlp'),
  smoothing: z._default(z.number().check(z.positive()), 1),
  updates: z._default(count(100_000_000), 3000),
  pretraining: z._default(z.int().check(z.minimum(0)), 1000),
  mechanismSteps: z._default(z.int().check(z.minimum(0)), 10),
  hidden: z._default(count(65_536), 64),
  batchSize: z._default(count(65_536), 128),
  draws: z._default(z.int().check(z.minimum(2), z.maximum(65_536)), 100),
  mechanismRate: z._default(rate, 5e-3),
  sparsity: z._default(z.number().check(z.minimum(0)), 0.004),
  existenceRate: z._default(rate, 0.02),
  orientationRate: z._default(rate, 0.1),
  contrast: z._default(z.enum(['means', 'regression']), 'means'),
  patience: z._default(z.int().check(z.minimum(0)), 0),
  seed: z._default(z.int().check(z.minimum(0)), 1),
});

/** The zod schema of {@link EncoConfig}, for configurations that contain it. */
export const encoConfigSchema: typeof schema = schema;

/**
 * Checks a configuration and fills in the defaults.
 *
 * @param input - Any part of {@link EncoConfig}.
 * @returns The resolved configuration.
 * @throws ConfigError when a key is unknown or a value impossible.
 */
export function resolveEncoConfig(input: EncoConfigInput): EncoConfig {
  return parseConfig('edge beliefs', schema, input);
}
