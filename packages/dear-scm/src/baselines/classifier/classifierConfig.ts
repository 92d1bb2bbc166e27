import { parseConfig } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import { networksSchema } from '../../networks/networksConfig.ts';
import type { NetworksConfig } from '../../networks/networksConfig.ts';

/** The settings of a training run: plain JSON. */
export interface ClassifierConfig {
  /** The encoder of this kind is the classifier, with a logit per question. Default: compact networks. */
  readonly networks: NetworksConfig;
  /** Adam's step size. Default: 1e-3. */
  readonly learningRate: number;
  /** Adam's decay of the first moment. Default: 0.9. */
  readonly beta1: number;
  /** Adam's decay of the second moment. Default: 0.999. */
  readonly beta2: number;
  /** Observations per batch; fewer where there are fewer. Default: 64. */
  readonly batchSize: number;
  /** Iterations; a finished run may be prolonged by more. Default: 2500. */
  readonly iterations: number;
  /** The master seed: an integer in [0, 2^53). Default: 1. */
  readonly seed: number;
}

/** Any part of a configuration. */
export type ClassifierConfigInput = Partial<Omit<ClassifierConfig, 'networks'>> & {
  /** Any part of {@link NetworksConfig}, with its kind. */
  readonly networks?: z.input<typeof networksSchema>;
};

const schema = z.strictObject({
  networks: z.prefault(networksSchema, { kind: 'compact' }),
  learningRate: z._default(z.number().check(z.positive(), z.maximum(1)), 1e-3),
  beta1: z._default(z.number().check(z.minimum(0), z.lt(1)), 0.9),
  beta2: z._default(z.number().check(z.minimum(0), z.lt(1)), 0.999),
  batchSize: z._default(z.int().check(z.minimum(1), z.maximum(65_536)), 64),
  iterations: z._default(z.int().check(z.minimum(1), z.maximum(100_000_000)), 2500),
  seed: z._default(z.int().check(z.minimum(0)), 1),
});

/** The zod schema of {@link ClassifierConfig}, for configurations that contain it. */
export const classifierConfigSchema: typeof schema = schema;

/**
 * Checks a configuration and fills in the defaults.
 *
 * @param input - Any part of {@link ClassifierConfig}.
 * @param owner - Opens messages. Default: what is configured.
 * @returns The resolved configuration.
 * @throws ConfigError when a key is unknown or a value impossible.
 *
 * @example
 * ```ts
 * import { resolveClassifierConfig } from '@causal-mechanisms/dear-scm';
 *
 * console.log(resolveClassifierConfig({ iterations: 100 }).batchSize); // 64
 * ```
 */
export function resolveClassifierConfig(
  input: ClassifierConfigInput = {},
  owner = 'classifier training',
): ClassifierConfig {
  return parseConfig(owner, classifierConfigSchema, input);
}
