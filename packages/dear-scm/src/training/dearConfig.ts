import { parseConfig } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import { networksSchema } from '../networks/networksConfig.ts';
import type { NetworksConfig } from '../networks/networksConfig.ts';
import { priorSchema } from '../prior/priorConfig.ts';
import type { PriorConfig } from '../prior/priorConfig.ts';

/** How the encoder is tied to the labels. */
export interface SupervisionConfig {
  /**
   * `ce`: the sigmoid of a mean is compared with its label scaled to [0, 1], by cross entropy. `l2`: the mean is compared with its
   * standardised label, by squared error. Default: `ce`.
   */
  readonly loss: 'ce' | 'l2';
  /** The weight of the supervised loss beside that of the discriminator; 0 for none. Default: 5. */
  readonly weight: number;
  /** Whether the losses of the factors are averaged, as in the authors' code, or added up, as in the paper. Default: `mean`. */
  readonly reduction: 'mean' | 'sum';
}

/** How much each pair counts in the losses of encoder and generator. */
export interface ScaleConfig {
  /**
   * The divergence that is made smaller. `kl`: generated pairs count s = exp(D), encoded ones 1, as in the paper. `plain`: all count 1.
   * Default: `kl`.
   */
  readonly divergence: 'kl' | 'reverse-kl' | 'js' | 'hellinger' | 'plain';
  /** Where s is cut off, or null for nowhere. Default: [0.5, 2], as in the authors' code. */
  readonly clip: readonly [low: number, high: number] | null;
}

/** The step sizes of Adam. */
export interface DearLearningRates {
  /** Of the encoder. Default: 5e-5. */
  readonly encoder: number;
  /** Of the generator. Default: 5e-5. */
  readonly generator: number;
  /** Of the discriminator. Default: 1e-4. */
  readonly discriminator: number;
  /** Of the outer map f of the prior. Default: 5e-5. */
  readonly map: number;
  /** Of the adjacency A of the prior. Default: 1e-3. */
  readonly adjacency: number;
}

/** The settings of a training run: plain JSON. The defaults are those of the authors' script for the pendulum. */
export interface DearConfig {
  /** Coordinates of the latent vector, at least as many as factors; those beyond them are left free. Default: 6. */
  readonly latentWidth: number;
  /** The prior. Default: the structural causal model with a linear f. */
  readonly prior: PriorConfig;
  /** Encoder, generator and discriminator. Default: those of the paper. */
  readonly networks: NetworksConfig;
  /** Whether the encoder draws from a normal distribution around its mean, or gives the mean. Default: `gaussian`. */
  readonly encoder: 'gaussian' | 'deterministic';
  /** How the encoder is tied to the labels. */
  readonly supervision: SupervisionConfig;
  /** How much each pair counts. */
  readonly scale: ScaleConfig;
  /** The step sizes. */
  readonly learningRates: DearLearningRates;
  /** Adam's decay of the first moment, but for the adjacency, where it is 0.9. Default: 0. */
  readonly beta1: number;
  /** Adam's decay of the second moment. Default: 0.999. */
  readonly beta2: number;
  /** Observations per batch, drawn without repetition until all had their turn. Default: 128. */
  readonly batchSize: number;
  /** Iterations; a finished run may be prolonged by more. Default: 52 000. */
  readonly iterations: number;
  /** Updates of the discriminator in each iteration. Default: 1. */
  readonly discriminatorSteps: number;
  /**
   * The decay of a moving average of encoder, generator and prior in [0, 1), which evaluations and the trained model use; null for
   * the last parameters themselves. Default: null.
   */
  readonly average: number | null;
  /** How far from 0 the mean logit of a batch may get before the run ends with an error; null for any distance. Default: 100. */
  readonly logitLimit: number | null;
  /**
   * A smooth upper bound of the logarithm of the encoder's variance; null for none, as in the authors' code. Default: 2, far above the variance
   * that a prior of standard deviation about 1 asks for.
   */
  readonly logVarianceLimit: number | null;
  /** The master seed: an integer in [0, 2^53). Default: 51, that of the authors' script. */
  readonly seed: number;
}

/** Any part of a configuration, groups of settings included. */
export type DearConfigInput = Partial<
  Omit<DearConfig, 'supervision' | 'scale' | 'learningRates' | 'prior' | 'networks'>
> & {
  /** Any part of {@link PriorConfig}, with its kind. */
  readonly prior?: z.input<typeof priorSchema>;
  /** Any part of {@link NetworksConfig}, with its kind. */
  readonly networks?: z.input<typeof networksSchema>;
  /** Any part of {@link SupervisionConfig}. */
  readonly supervision?: Partial<SupervisionConfig>;
  /** Any part of {@link ScaleConfig}. */
  readonly scale?: Partial<ScaleConfig>;
  /** Any part of {@link DearLearningRates}. */
  readonly learningRates?: Partial<DearLearningRates>;
};

const rate = (usual: number) => z._default(z.number().check(z.positive(), z.maximum(1)), usual);
const decay = (usual: number) => z._default(z.number().check(z.minimum(0), z.lt(1)), usual);
const count = (usual: number) =>
  z._default(z.int().check(z.minimum(1), z.maximum(100_000_000)), usual);

const schema = z.strictObject({
  latentWidth: z._default(z.int().check(z.minimum(1), z.maximum(65_536)), 6),
  prior: z.prefault(priorSchema, { kind: 'linear' }),
  networks: z.prefault(networksSchema, { kind: 'paper' }),
  encoder: z._default(z.enum(['gaussian', 'deterministic']), 'gaussian'),
  supervision: z.prefault(
    z.strictObject({
      loss: z._default(z.enum(['ce', 'l2']), 'ce'),
      weight: z._default(z.number().check(z.minimum(0)), 5),
      reduction: z._default(z.enum(['mean', 'sum']), 'mean'),
    }),
    {},
  ),
  scale: z.prefault(
    z.strictObject({
      divergence: z._default(z.enum(['kl', 'reverse-kl', 'js', 'hellinger', 'plain']), 'kl'),
      clip: z._default(
        z.nullable(
          z
            .tuple([z.number().check(z.positive()), z.number().check(z.positive())])
            .check(
              z.refine(
                ([low, high]) => low <= high,
                'the lower bound must not be above the upper one',
              ),
            ),
        ),
        [0.5, 2],
      ),
    }),
    {},
  ),
  learningRates: z.prefault(
    z.strictObject({
      encoder: rate(5e-5),
      generator: rate(5e-5),
      discriminator: rate(1e-4),
      map: rate(5e-5),
      adjacency: rate(1e-3),
    }),
    {},
  ),
  beta1: decay(0),
  beta2: decay(0.999),
  batchSize: z._default(z.int().check(z.minimum(1), z.maximum(65_536)), 128),
  iterations: count(52_000),
  discriminatorSteps: z._default(z.int().check(z.minimum(1), z.maximum(100)), 1),
  average: z._default(z.nullable(z.number().check(z.minimum(0), z.lt(1))), null),
  logitLimit: z._default(z.nullable(z.number().check(z.positive())), 100),
  logVarianceLimit: z._default(z.nullable(z.number()), 2),
  seed: z._default(z.int().check(z.minimum(0)), 51),
});

/** The zod schema of {@link DearConfig}, for configurations that contain it. */
export const dearConfigSchema: typeof schema = schema;

/**
 * Checks a configuration and fills in the defaults, those of the authors' script for the pendulum.
 *
 * @param input - Any part of {@link DearConfig}.
 * @param owner - Opens messages. Default: what is configured.
 * @returns The resolved configuration.
 * @throws ConfigError when a key is unknown or a value impossible.
 *
 * @example
 * ```ts
 * import { resolveDearConfig } from '@causal-mechanisms/dear-scm';
 *
 * const { supervision, scale } = resolveDearConfig({ supervision: { loss: 'l2' } });
 * console.log(supervision.weight, scale.clip); // 5 [ 0.5, 2 ]
 * ```
 */
export function resolveDearConfig(
  input: DearConfigInput = {},
  owner = 'dear-scm training',
): DearConfig {
  return parseConfig(owner, dearConfigSchema, input);
}
