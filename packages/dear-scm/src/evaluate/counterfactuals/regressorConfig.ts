import { parseConfig } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import { networksSchema } from '../../networks/networksConfig.ts';
import type { NetworksConfig } from '../../networks/networksConfig.ts';

/** The settings of a regressor of factors: plain JSON. */
export interface RegressorConfig {
  /** The network: that of an encoder. Default: `compact` with its usual width. */
  readonly networks: NetworksConfig;
  /** Observations per batch, drawn without repetition until all had their turn. Default: 64. */
  readonly batchSize: number;
  /** Updates; a finished run may be prolonged by more. Default: 1000. */
  readonly iterations: number;
  /** The step size of Adam. Default: 1e-3. */
  readonly learningRate: number;
  /** The decay of the moving average of the parameters, which is what reads, in [0, 1). Default: 0.98. */
  readonly average: number;
  /** The master seed: an integer in [0, 2^53). Default: 1. */
  readonly seed: number;
}

/** Any part of a configuration. */
export type RegressorConfigInput = Partial<Omit<RegressorConfig, 'networks'>> & {
  /** Any part of {@link NetworksConfig}, with its kind. */
  readonly networks?: z.input<typeof networksSchema>;
};

const schema = z.strictObject({
  networks: z.prefault(networksSchema, { kind: 'compact' }),
  batchSize: z._default(z.int().check(z.minimum(1), z.maximum(65_536)), 64),
  iterations: z._default(z.int().check(z.minimum(1), z.maximum(100_000_000)), 1000),
  learningRate: z._default(z.number().check(z.positive(), z.maximum(1)), 1e-3),
  average: z._default(z.number().check(z.minimum(0), z.lt(1)), 0.98),
  seed: z._default(z.int().check(z.minimum(0)), 1),
});

/** The zod schema of {@link RegressorConfig}, for configurations that contain it. */
export const regressorConfigSchema: typeof schema = schema;

/**
 * @param input - Any part of {@link RegressorConfig}.
 * @param owner - Opens messages. Default: what is configured.
 * @returns The resolved configuration.
 * @throws ConfigError when a key is unknown or a value impossible.
 */
export function resolveRegressorConfig(
  input: RegressorConfigInput = {},
  owner = 'factor regressor',
): RegressorConfig {
  return parseConfig(owner, regressorConfigSchema, input);
}
