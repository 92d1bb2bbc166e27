import { parseConfig } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import { networksSchema } from '../../networks/networksConfig.ts';
import type { NetworksConfig } from '../../networks/networksConfig.ts';

/** What is made small beside the reconstruction. */
export type VaeObjective =
  | {
      /** S-VAE: KL(q(z|x) || N(0, I)). */
      readonly kind: 'vae';
    }
  | {
      /** S-beta-VAE: beta times that. */
      readonly kind: 'beta';
      /** The weight. Default: 4. */
      readonly beta: number;
    }
  | {
      /** S-TCVAE: the KL, and (beta - 1) times the total correlation of the codes. */
      readonly kind: 'tc';
      /** The weight. Default: 10. */
      readonly beta: number;
    };

/** How the means are tied to the labels. */
export interface VaeSupervision {
  /** `ce`: sigmoid(mean) against labels scaled to [0, 1]; `l2`: the mean against standardised labels. Default: `ce`. */
  readonly loss: 'ce' | 'l2';
  /** The weight of the supervised loss beside a reconstruction that is summed over all numbers of an observation. Default: 5. */
  readonly weight: number;
  /** Whether the losses of the factors are added up or averaged. Default: `sum`. */
  readonly reduction: 'mean' | 'sum';
  /** How many iterations the weight takes to rise from 0 in a straight line; 0 for the whole weight from the start. Default: 0. */
  readonly annealing: number;
}

/** The settings of a training run: plain JSON. */
export interface VaeConfig {
  /** Coordinates of the latent vector, at least as many as factors. Default: 6. */
  readonly latentWidth: number;
  /** Encoder and generator; the generator has no injected noise. Default: compact networks. */
  readonly networks: NetworksConfig;
  /** What is made small beside the reconstruction. Default: S-VAE. */
  readonly objective: VaeObjective;
  /**
   * What an observation costs: half the squared error, or the cross entropy of pixels taken for probabilities; summed over all its
   * numbers. Default: `squared`.
   */
  readonly reconstruction: 'squared' | 'bernoulli';
  /** How the means are tied to the labels. */
  readonly supervision: VaeSupervision;
  /** Adam's step size. Default: 1e-4. */
  readonly learningRate: number;
  /** Adam's decay of the first moment. Default: 0.9. */
  readonly beta1: number;
  /** Adam's decay of the second moment. Default: 0.999. */
  readonly beta2: number;
  /** Observations per batch. Default: 128. */
  readonly batchSize: number;
  /** Iterations; a finished run may be prolonged by more. Default: 52 000, as many as DEAR takes. */
  readonly iterations: number;
  /** The master seed: an integer in [0, 2^53). Default: 1. */
  readonly seed: number;
}

/** Any part of a configuration, groups of settings included. */
export type VaeConfigInput = Partial<Omit<VaeConfig, 'networks' | 'objective' | 'supervision'>> & {
  /** Any part of {@link NetworksConfig}, with its kind. */
  readonly networks?: z.input<typeof networksSchema>;
  /** One of {@link VaeObjective}, or its kind alone. */
  readonly objective?: VaeObjective | Pick<VaeObjective, 'kind'>;
  /** Any part of {@link VaeSupervision}. */
  readonly supervision?: Partial<VaeSupervision>;
};

const beta = (usual: number) => z._default(z.number().check(z.minimum(1), z.maximum(1e6)), usual);

const schema = z.strictObject({
  latentWidth: z._default(z.int().check(z.minimum(1), z.maximum(65_536)), 6),
  networks: z.prefault(networksSchema, { kind: 'paper' }),
  objective: z.prefault(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('vae') }),
      z.strictObject({ kind: z.literal('beta'), beta: beta(4) }),
      z.strictObject({ kind: z.literal('tc'), beta: beta(10) }),
    ]),
    { kind: 'vae' },
  ),
  reconstruction: z._default(z.enum(['squared', 'bernoulli']), 'squared'),
  supervision: z.prefault(
    z.strictObject({
      loss: z._default(z.enum(['ce', 'l2']), 'ce'),
      weight: z._default(z.number().check(z.minimum(0)), 5),
      reduction: z._default(z.enum(['mean', 'sum']), 'sum'),
      annealing: z._default(z.int().check(z.minimum(0), z.maximum(100_000_000)), 0),
    }),
    {},
  ),
  learningRate: z._default(z.number().check(z.positive(), z.maximum(1)), 1e-4),
  beta1: z._default(z.number().check(z.minimum(0), z.lt(1)), 0.9),
  beta2: z._default(z.number().check(z.minimum(0), z.lt(1)), 0.999),
  batchSize: z._default(z.int().check(z.minimum(1), z.maximum(65_536)), 128),
  iterations: z._default(z.int().check(z.minimum(1), z.maximum(100_000_000)), 52_000),
  seed: z._default(z.int().check(z.minimum(0)), 1),
});

/** The zod schema of {@link VaeConfig}, for configurations that contain it. */
export const vaeConfigSchema: typeof schema = schema;

/**
 * Checks a configuration and fills in the defaults.
 *
 * @param input - Any part of {@link VaeConfig}.
 * @param owner - Opens messages. Default: what is configured.
 * @returns The resolved configuration.
 * @throws ConfigError when a key is unknown or a value impossible.
 *
 * @example
 * ```ts
 * import { resolveVaeConfig } from '@causal-mechanisms/dear-scm';
 *
 * console.log(resolveVaeConfig({ objective: { kind: 'tc' } }).objective); // { kind: 'tc', beta: 10 }
 * ```
 */
export function resolveVaeConfig(input: VaeConfigInput = {}, owner = 'vae training'): VaeConfig {
  return parseConfig(owner, vaeConfigSchema, input);
}
