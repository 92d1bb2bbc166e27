import { parseConfig } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';

/** Settings of algorithm 1 of Bengio et al. (2019): plain JSON. The defaults are what found the graphs of three variables and asia. */
export interface ReinforceConfig {
  /** Whole graphs are compared by how fast their mechanisms adapt. */
  readonly estimator: 'reinforce';
  /** What predicts a variable from its parents: tables of conditional probabilities. Default: `tables`. */
  readonly likelihood: 'tables';
  /** Updates of the beliefs, an intervention each; a finished run may be prolonged by more. Default: 6000. */
  readonly updates: number;
  /** Graphs per update. Default: 20. */
  readonly draws: number;
  /** Inner steps: mini-batches that are scored and then adapted to. Default: 10. */
  readonly adaptationSteps: number;
  /** Samples of each mini-batch. Default: 50. */
  readonly batchSize: number;
  /**
   * How many samples the likelihood of a mini-batch counts as: as many as there are is the likelihood of the equation, 1 the mean that the
   * authors' code takes. Few keep a single episode from deciding between graphs. Default: 50.
   */
  readonly countedSamples: number;
  /** The step size of the inner steps. Default: 0.1. */
  readonly adaptationRate: number;
  /** Samples that the marginal distribution counts as in each row of a table. Default: 1. */
  readonly smoothing: number;
  /** Adam's step size for the beliefs. Default: 0.05. */
  readonly beliefRate: number;
  /** Adam's decay of the first moment for them. Default: 0.9. */
  readonly beliefMomentum: number;
  /**
   * What each parent adds to the cost of a variable in an episode, in nats: without it an edge that changes nothing is neither believed in nor
   * given up. Default: 3.
   */
  readonly edgeCost: number;
  /** The weight of the sum of all edge probabilities. Default: 0.1. */
  readonly sparsity: number;
  /** The weight of `cosh(p_ij p_ji)`, summed over pairs, against edges both ways. Default: 0.5. */
  readonly acyclicity: number;
  /**
   * Whether the edges into the variable that was intervened on are left out of an update: its mechanism was replaced. Where the target is not
   * known, the variable is taken that is predicted the worst, in comparison with the system as it is. Default: true.
   */
  readonly blocked: boolean;
  /**
   * Which of the other edges an intervention moves: all, as in the algorithm, or those from the target alone, the only ones whose direction it
   * tells. Default: `fromTarget`.
   */
  readonly moved: 'all' | 'fromTarget';
  /** The master seed: an integer in [0, 2^53). Default: 1. */
  readonly seed: number;
}

/** What a caller may give: the estimator, and any other part of {@link ReinforceConfig}. */
export type ReinforceConfigInput = Partial<ReinforceConfig> & Pick<ReinforceConfig, 'estimator'>;

const count = (most: number) => z.int().check(z.minimum(1), z.maximum(most));
const rate = z.number().check(z.positive(), z.maximum(10));

const schema = z.strictObject({
  estimator: z.literal('reinforce'),
  likelihood: z._default(z.literal('tables'), 'tables'),
  updates: z._default(count(100_000_000), 6000),
  draws: z._default(z.int().check(z.minimum(2), z.maximum(65_536)), 20),
  // Before the first step all graphs still hold what was learned: nothing adapts in a single one.
  adaptationSteps: z._default(z.int().check(z.minimum(2), z.maximum(10_000)), 10),
  batchSize: z._default(count(65_536), 50),
  countedSamples: z._default(z.number().check(z.positive(), z.maximum(65_536)), 50),
  adaptationRate: z._default(rate, 0.1),
  smoothing: z._default(z.number().check(z.positive()), 1),
  beliefRate: z._default(rate, 0.05),
  beliefMomentum: z._default(z.number().check(z.minimum(0), z.lt(1)), 0.9),
  edgeCost: z._default(z.number().check(z.minimum(0)), 3),
  sparsity: z._default(z.number().check(z.minimum(0)), 0.1),
  acyclicity: z._default(z.number().check(z.minimum(0)), 0.5),
  blocked: z._default(z.boolean(), true),
  moved: z._default(z.enum(['all', 'fromTarget']), 'fromTarget'),
  seed: z._default(z.int().check(z.minimum(0)), 1),
});

/** The zod schema of {@link ReinforceConfig}, for configurations that contain it. */
export const reinforceConfigSchema: typeof schema = schema;

/**
 * Checks a configuration and fills in the defaults.
 *
 * @param input - Any part of {@link ReinforceConfig}.
 * @returns The resolved configuration.
 * @throws ConfigError when a key is unknown or a value impossible.
 */
export function resolveReinforceConfig(input: ReinforceConfigInput): ReinforceConfig {
  return parseConfig('edge beliefs', schema, input);
}
