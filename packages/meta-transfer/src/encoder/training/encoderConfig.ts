import { ConfigError, parseConfig } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';

/** The settings of {@link trainEncoder}: plain JSON. */
export interface EncoderTrainingConfig {
  /** A rotation, of the plane or of space as the data have columns, or coupling layers. Default: `rotation`. */
  readonly encoder: 'rotation' | 'coupling';
  /** The coupling layers, where the encoder is one. */
  readonly coupling: CouplingConfig;
  /** Gradients on one transfer set per iteration, as in the paper, or a search of the angle of a plane on all of them. Default: `gradient`. */
  readonly learner: 'gradient' | 'search';
  /** What is minimised: minus the logarithm of the mixture of likelihoods, as in the talk, or of costs, as in the authors' code. Default: `likelihoods`. */
  readonly mixture: 'likelihoods' | 'costs';
  /** Mechanisms as regressions in closed form, or mixture density networks as in the paper. Default: `bumps`, in closed form. */
  readonly mechanism: 'bumps' | 'mdn';
  /** The networks, where mechanisms are some. */
  readonly network: MechanismNetworkConfig;
  /**
   * Whether gradients stop at what mechanisms have learned, as in the authors' code, or go through it. Default: `second`, through it; `first` with
   * networks, for which there is nothing else.
   */
  readonly order: 'first' | 'second';
  /** Whether gradients go through the distribution of the cause; in the authors' code it is a constant. Default: true. */
  readonly marginals: boolean;
  /** Updates of the encoder, or angles that the search tries. Default: 1000, or 24 by search. */
  readonly iterations: number;
  /** Adam's step size for the parameters of the encoder. Default: 0.01. */
  readonly learningRate: number;
  /** Adam's step size for the logits of the belief. Default: 0.001. */
  readonly beliefRate: number;
  /** Training points per iteration, at most as many as there are. Default: 1000. */
  readonly trainingPoints: number;
  /** Encoders that are learned side by side from different starts; the model is the one of the least loss. Default: 1. */
  readonly starts: number;
  /** Angles of the grid over a quarter turn that the search begins with. Default: 10. */
  readonly grid: number;
  /** Batches of a transfer set: each is scored before it is learned. Default: 5, or 10 by search. */
  readonly batches: number;
  /** Bumps that mechanisms are made of. Default: 24. */
  readonly bumps: number;
  /** Components of the mixture that each transfer set's cause is fitted with. Default: 4. */
  readonly components: number;
  /** Iterations of that fit at most. Default: 15. */
  readonly mixtureIterations: number;
  /** The master seed: an integer in [0, 2^53). Default: 1. */
  readonly seed: number;
}

/** The sizes of coupling layers: those of {@link couplingLayers}. */
export interface CouplingConfig {
  /** Layers. Default: 2. */
  readonly layers: number;
  /** Hidden units of each network. Default: 16. */
  readonly hidden: number;
  /** Shifts alone, or scales too. Default: `additive`. */
  readonly kind: 'additive' | 'affine';
  /** Which coordinates the first layer moves. Default: `odd`. */
  readonly first: 'odd' | 'even';
}

/** Mixture density networks as mechanisms; the defaults are the paper's, as far as the authors' code tells. */
export interface MechanismNetworkConfig {
  /** Hidden units. Default: 32. */
  readonly hidden: number;
  /** Components of the mixture. Default: 10. */
  readonly components: number;
  /** Steps of Adam per iteration on fresh training points. Default: 20. */
  readonly steps: number;
  /** Their step size. Default: 0.01. */
  readonly learningRate: number;
  /** Adam's step size between the batches of a transfer set: each batch is the whole set, and Adam starts anew. Default: 0.001. */
  readonly adaptationRate: number;
}

/** What a caller may give: any part of {@link EncoderTrainingConfig}. */
export type EncoderTrainingConfigInput = Partial<
  Omit<EncoderTrainingConfig, 'coupling' | 'network'>
> & {
  /** Any part of the networks. */
  readonly network?: Partial<MechanismNetworkConfig>;
  /** Any part of the coupling layers. */
  readonly coupling?: Partial<CouplingConfig>;
};

const count = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most));
const rate = z.number().check(z.positive(), z.maximum(1));

const couplingSchema = z.strictObject({
  layers: z._default(count(1, 64), 2),
  hidden: z._default(count(1, 1024), 16),
  kind: z._default(z.enum(['additive', 'affine']), 'additive'),
  first: z._default(z.enum(['odd', 'even']), 'odd'),
});

const networkSchema = z.strictObject({
  hidden: z._default(count(1, 4096), 32),
  components: z._default(count(1, 1024), 10),
  steps: z._default(count(1, 100_000), 20),
  learningRate: z._default(rate, 0.01),
  adaptationRate: z._default(rate, 0.001),
});

const schema = z.strictObject({
  encoder: z._default(z.enum(['rotation', 'coupling']), 'rotation'),
  coupling: z.prefault(couplingSchema, {}),
  learner: z._default(z.enum(['gradient', 'search']), 'gradient'),
  mixture: z._default(z.enum(['likelihoods', 'costs']), 'likelihoods'),
  mechanism: z._default(z.enum(['bumps', 'mdn']), 'bumps'),
  network: z.prefault(networkSchema, {}),
  order: z.optional(z.enum(['first', 'second'])),
  marginals: z._default(z.boolean(), true),
  iterations: z.optional(count(1, 100_000_000)),
  learningRate: z._default(rate, 0.01),
  beliefRate: z._default(rate, 0.001),
  trainingPoints: z._default(count(2, 16_777_216), 1000),
  starts: z._default(count(1, 1024), 1),
  grid: z._default(count(4, 10_000), 10),
  batches: z.optional(count(2, 10_000)),
  bumps: z._default(count(2, 1024), 24),
  components: z._default(count(1, 1024), 4),
  mixtureIterations: z._default(count(1, 100_000), 15),
  seed: z._default(z.int().check(z.minimum(0)), 1),
});

/**
 * The zod schema of {@link EncoderTrainingConfig}, for configurations that contain it; {@link resolveEncoderTrainingConfig} fills in what depends
 * on the learner.
 */
export const encoderTrainingConfigSchema: typeof schema = schema;

/**
 * Checks a configuration and fills in the defaults.
 *
 * @param input - Any part of {@link EncoderTrainingConfig}.
 * @returns The resolved configuration.
 * @throws ConfigError when a key is unknown or a value impossible.
 *
 * @example
 * ```ts
 * import { resolveEncoderTrainingConfig } from '@causal-mechanisms/meta-transfer';
 *
 * const { iterations, batches } = resolveEncoderTrainingConfig({ learner: 'search' });
 * console.log(iterations, batches); // 24 10
 * ```
 */
export function resolveEncoderTrainingConfig(
  input: EncoderTrainingConfigInput,
): EncoderTrainingConfig {
  const given = parseConfig('encoder training', encoderTrainingConfigSchema, input);
  const search = given.learner === 'search';
  const networks = given.mechanism === 'mdn';
  if (networks && (search || given.order === 'second')) {
    throw new ConfigError(
      'encoder training: networks as mechanisms need the learner gradient, of first order',
      { data: { learner: given.learner, order: given.order } },
    );
  }
  return {
    ...given,
    order: given.order ?? (networks ? 'first' : 'second'),
    iterations: given.iterations ?? (search ? 24 : 1000),
    batches: given.batches ?? (search ? 10 : 5),
  };
}
