import { PAIR_CHANGES } from '@causal-mechanisms/datasets';
import type { PairChange } from '@causal-mechanisms/datasets';
import { parseConfig } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import { scalarOptimiserStateSchema } from '../../belief/scalarOptimiser.ts';
import type { ScalarOptimiserOptions, ScalarOptimiserState } from '../../belief/scalarOptimiser.ts';

/** Where a belief goes on from. */
export interface BeliefStart {
  /** Gamma. Default: 0, both directions alike. */
  readonly gamma: number;
  /** What its optimiser remembers. Default: nothing. */
  readonly optimiser?: ScalarOptimiserState | undefined;
}

/** How a causal direction is learned. The defaults are those of the authors' code. */
export interface DirectionConfig {
  /** Transfer episodes, one per step; a finished run may be prolonged by more. Default: 1000, or all that are given. */
  readonly episodes: number;
  /** Mini-batches per episode, at least 2. Default: 2. */
  readonly batches: number;
  /** Pairs per mini-batch. Default: 10. */
  readonly batchSize: number;
  /** Step size of the adaptation of both hypotheses. Default: 0.1. */
  readonly innerRate: number;
  /**
   * What a regret is taken of: the likelihood of a whole `'episode'`, as in the paper's equations, or of each mini-batch (`'batch'`), as in
   * the authors' code. Both are the same for 2 mini-batches and exact tables. Default: `'episode'`.
   */
  readonly regretOver: 'episode' | 'batch';
  /** How gamma follows the gradient of the regret. Default: RMSprop with a step size of 0.01 and a decay of 0.99. */
  readonly optimiser: ScalarOptimiserOptions;
  /** What is changed in each episode of a pair that episodes are drawn from. Default: `'cause'`. */
  readonly change: PairChange;
  /** Where the belief starts: what `CausalDirectionModel.carry` gives of another pair carries it on. Default: gamma 0. */
  readonly start: BeliefStart;
  /** The master seed of what is drawn: an integer in [0, 2^53). Default: 1. */
  readonly seed: number;
}

/** What a caller may give: any part of {@link DirectionConfig}. */
export type DirectionConfigInput = Partial<DirectionConfig>;

const count = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most));

const schema = z.strictObject({
  episodes: z._default(count(1, 1_000_000_000), 1000),
  batches: z._default(
    z
      .int()
      .check(
        z.minimum(
          2,
          'at least 2 mini-batches: nothing adapts before the first, so that Delta would be 0',
        ),
        z.maximum(100_000),
      ),
    2,
  ),
  batchSize: z._default(count(1, 1_000_000), 10),
  innerRate: z._default(z.number().check(z.positive()), 0.1),
  regretOver: z._default(z.enum(['episode', 'batch']), 'episode'),
  optimiser: z.prefault(
    z.strictObject({
      kind: z._default(z.enum(['rmsprop', 'adam', 'sgd']), 'rmsprop'),
      learningRate: z._default(z.number().check(z.positive()), 0.01),
      decay: z._default(z.number().check(z.minimum(0), z.lt(1)), 0.99),
      beta1: z._default(z.number().check(z.minimum(0), z.lt(1)), 0.9),
      beta2: z._default(z.number().check(z.minimum(0), z.lt(1)), 0.999),
      epsilon: z._default(z.number().check(z.positive()), 1e-8),
    }),
    {},
  ),
  change: z._default(z.enum(PAIR_CHANGES), 'cause'),
  start: z._default(
    z.strictObject({ gamma: z.number(), optimiser: z.optional(scalarOptimiserStateSchema) }),
    { gamma: 0 },
  ),
  seed: z._default(z.int().check(z.minimum(0)), 1),
});

/** The zod schema of {@link DirectionConfig}, for configurations that contain it. */
export const directionConfigSchema: typeof schema = schema;

/**
 * Checks a configuration and fills in the defaults, those of the authors' code.
 *
 * @param input - Any part of {@link DirectionConfig}.
 * @returns The resolved configuration.
 * @throws ConfigError when a key is unknown or a value impossible.
 *
 * @example
 * ```ts
 * import { resolveDirectionConfig } from '@causal-mechanisms/meta-transfer';
 *
 * const { batches, batchSize, innerRate } = resolveDirectionConfig({ episodes: 300 });
 * console.log(batches, batchSize, innerRate); // 2 10 0.1
 * ```
 */
export function resolveDirectionConfig(input: DirectionConfigInput = {}): DirectionConfig {
  return parseConfig('trainCausalDirection', directionConfigSchema, input);
}
