import { ConfigError, parseConfig } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';

/** The settings of {@link trainContinuousDirection}: plain JSON. The defaults are those of the authors' code, but for `cost`. */
export interface ContinuousDirectionConfig {
  /**
   * What a hypothesis is made of. `mdn`: mixture density networks (the paper). `gaussian`: straight lines with normal noise, adapted by gradient descent.
   * `conjugate`, `bumps`: straight lines or curves that learn in closed form (`conjugateHypotheses`). Default: `mdn`.
   */
  readonly mechanism: 'mdn' | 'gaussian' | 'conjugate' | 'bumps';
  /** Whether the marginal is fitted to each transfer anew, for nothing, or adapts and pays for it. Default: `refit`, as in the authors' code. */
  readonly marginal: 'refit' | 'adapt';
  /** Whether the belief descends the mixture of likelihoods of the equations, or the mixture of costs of the authors' code. Default: `likelihoods`. */
  readonly cost: 'likelihoods' | 'costs';
  /** Whether an episode's log-likelihood is a mean per pair, added up over the inner steps, or the sum over its pairs. Default: `mean`. */
  readonly likelihood: 'mean' | 'sum';
  /** Episodes: one transfer each. Default: 500. */
  readonly episodes: number;
  /** Pairs of an episode. Default: 1000, or as many as the smallest transfer of own data has. */
  readonly pairs: number;
  /** Times that an episode's pairs are scored, with a step of adaptation after each; of `mdn` and `gaussian`. Default: 10. */
  readonly innerSteps: number;
  /** Step size of adaptation: of Adam for `mdn`, of gradient descent for `gaussian`. Default: 1e-3. */
  readonly innerRate: number;
  /** Step size of Adam for the belief. Default: 0.1. */
  readonly beliefRate: number;
  /** Steps of training before the episodes, of `mdn`. Default: 3000. */
  readonly trainingSteps: number;
  /** Pairs of such a step. Default: 1000. */
  readonly trainingPairs: number;
  /** Adam's step size in training. Default: 1e-3. */
  readonly trainingRate: number;
  /** Training pairs that columns are standardised by, and that closed forms are fitted to. Default: 5000. */
  readonly fitPairs: number;
  /** Hidden units of a network. Default: 32. */
  readonly hidden: number;
  /** Components of a network, and of a fitted marginal where the mechanism is not a straight line. Default: 10. */
  readonly components: number;
  /** Episodes whose networks adapt in one batch. Default: 25. */
  readonly parallel: number;
  /** Which mechanisms a transfer may have changed, of `conjugate` and `bumps`: see `conjugateHypotheses`. Default: `some`. */
  readonly changes: 'some' | 'all';
  /** How many pairs training counts for in a changed mechanism, of `conjugate` and `bumps`. Default: 10. */
  readonly memory: number;
  /** The master seed: an integer in [0, 2^53). Default: 1. */
  readonly seed: number;
}

/** What a caller may give: any part of {@link ContinuousDirectionConfig}. */
export type ContinuousDirectionConfigInput = Partial<ContinuousDirectionConfig>;

const count = (most: number) => z.int().check(z.minimum(1), z.maximum(most));
const rate = (most: number) => z.number().check(z.positive(), z.maximum(most));

const schema = z.strictObject({
  mechanism: z._default(z.enum(['mdn', 'gaussian', 'conjugate', 'bumps']), 'mdn'),
  marginal: z._default(z.enum(['refit', 'adapt']), 'refit'),
  cost: z._default(z.enum(['likelihoods', 'costs']), 'likelihoods'),
  likelihood: z._default(z.enum(['mean', 'sum']), 'mean'),
  episodes: z._default(count(10_000_000), 500),
  pairs: z.optional(z.int().check(z.minimum(2), z.maximum(10_000_000))),
  innerSteps: z._default(count(100_000), 10),
  innerRate: z._default(rate(10), 1e-3),
  beliefRate: z._default(rate(10), 0.1),
  trainingSteps: z._default(count(10_000_000), 3000),
  trainingPairs: z._default(count(10_000_000), 1000),
  trainingRate: z._default(rate(1), 1e-3),
  fitPairs: z._default(z.int().check(z.minimum(20), z.maximum(10_000_000)), 5000),
  hidden: z._default(count(65_536), 32),
  components: z._default(count(1024), 10),
  parallel: z._default(count(4096), 25),
  changes: z._default(z.enum(['some', 'all']), 'some'),
  memory: z._default(z.number().check(z.positive(), z.maximum(1e9)), 10),
  seed: z._default(z.int().check(z.minimum(0)), 1),
});

/** The zod schema of {@link ContinuousDirectionConfig}, for configurations that contain it; `pairs` is open in it. */
export const continuousDirectionConfigSchema: typeof schema = schema;

/**
 * Checks a configuration and fills in the defaults.
 *
 * @param input - Any part of it.
 * @param mostPairs - As many pairs as an episode can have.
 * @returns The resolved configuration.
 * @throws ConfigError when a key is unknown or a value impossible.
 */
export function resolveContinuousConfig(
  input: ContinuousDirectionConfigInput,
  mostPairs: number,
): ContinuousDirectionConfig {
  const given = parseConfig('continuous direction', schema, input);
  const pairs = given.pairs ?? Math.min(1000, mostPairs);
  if (pairs > mostPairs) {
    throw new ConfigError(
      `continuous direction: pairs: at most ${mostPairs}, as many as the smallest transfer has, got ${pairs}`,
      { data: { pairs, mostPairs } },
    );
  }
  const needed = given.mechanism === 'mdn' || given.mechanism === 'gaussian';
  if (given.innerSteps === 1 && needed && given.marginal === 'adapt') {
    throw new ConfigError(
      'continuous direction: innerSteps: at least 2, since nothing adapts before the first score, got 1',
      { data: { innerSteps: 1 } },
    );
  }
  return { ...given, pairs };
}
