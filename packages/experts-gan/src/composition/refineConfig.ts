import { parseConfig } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';

/** The settings of `refineScorer`: plain JSON. */
export interface RefineConfig {
  /** Iterations. Default: 200. */
  readonly iterations: number;
  /** Images that experts work on, and as many canonical ones, per iteration. Default: 32. */
  readonly batchSize: number;
  /** Experts that work on an image at most, one after the other. Default: 3. */
  readonly depth: number;
  /** Adam's step size. Default: 1e-4. */
  readonly learningRate: number;
  /** The master seed: an integer in [0, 2^53). Default: 1. */
  readonly seed: number;
}

const schema = z.strictObject({
  iterations: z._default(z.int().check(z.minimum(1), z.maximum(10_000_000)), 200),
  batchSize: z._default(z.int().check(z.minimum(2), z.maximum(4096)), 32),
  depth: z._default(z.int().check(z.minimum(1), z.maximum(100)), 3),
  learningRate: z._default(z.number().check(z.positive(), z.maximum(1)), 1e-4),
  seed: z._default(z.int().check(z.minimum(0)), 1),
});

/** The zod schema of {@link RefineConfig}, for configurations that contain it. */
export const refineConfigSchema: typeof schema = schema;

/**
 * @param input - Any part of the settings.
 * @returns All of them.
 * @throws ConfigError when a key is unknown or a value impossible.
 */
export function resolveRefineConfig(input: Partial<RefineConfig> = {}): RefineConfig {
  return parseConfig('refineScorer config', refineConfigSchema, input);
}
