import { parseConfig } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';

/** The settings of `trainForward`: plain JSON. */
export interface ForwardConfig {
  /** Transformed images that experts invert; each gives its winner a pair. Default: 4096. */
  readonly images: number;
  /** Iterations; in each, every expert with pairs does an update. Default: 300. */
  readonly iterations: number;
  /** Pairs of an update. Default: 32. */
  readonly batchSize: number;
  /** Adam's step size. Default: 1e-3. */
  readonly learningRate: number;
  /** The experts, by number, whose mechanisms are random, such as noise. Default: none. */
  readonly random: readonly number[];
  /** The master seed: an integer in [0, 2^53). Default: 1. */
  readonly seed: number;
}

const schema = z.strictObject({
  images: z._default(z.int().check(z.minimum(2), z.maximum(1_000_000)), 4096),
  iterations: z._default(z.int().check(z.minimum(1), z.maximum(10_000_000)), 300),
  batchSize: z._default(z.int().check(z.minimum(2), z.maximum(4096)), 32),
  learningRate: z._default(z.number().check(z.positive(), z.maximum(1)), 1e-3),
  random: z._default(z.array(z.int().check(z.minimum(0))), []),
  seed: z._default(z.int().check(z.minimum(0)), 1),
});

/** The zod schema of {@link ForwardConfig}, for configurations that contain it. */
export const forwardConfigSchema: typeof schema = schema;

/**
 * @param input - Any part of the settings.
 * @returns All of them.
 * @throws ConfigError when a key is unknown or a value impossible.
 */
export function resolveForwardConfig(input: Partial<ForwardConfig> = {}): ForwardConfig {
  return parseConfig('trainForward config', forwardConfigSchema, input);
}
