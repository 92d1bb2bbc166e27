import { parseConfig } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';

/**
 * The settings of a relational memory core (Santoro et al., 2018, section 3): plain JSON. The defaults of `keyWidth`,
 * `mlpLayers`, `gates` and both biases are those of the authors' code (`relational_memory` of Sonnet 1); the three sizes are those that
 * the copying script of Goyal et al. (2021) names.
 */
export interface RmcConfig {
  /** The width of an input vector. */
  readonly inputWidth: number;
  /** Rows of the memory. Default: 4. */
  readonly slots: number;
  /** Attention heads. Default: 4. */
  readonly heads: number;
  /** The width of a value of one head; a row of the memory is `heads * headWidth` wide. Default: 16. */
  readonly headWidth: number;
  /** The width of a query and a key of one head. Default: `headWidth`. */
  readonly keyWidth: number;
  /** Layers of the perceptron after the attention, each as wide as a row. Default: 2. */
  readonly mlpLayers: number;
  /** One input and one forget gate per unit, per row of the memory, or none at all. Default: unit. */
  readonly gates: 'unit' | 'memory' | 'none';
  /** Added to the forget gates before the sigmoid. Default: 1. */
  readonly forgetBias: number;
  /** Added to the input gates before the sigmoid. Default: 0. */
  readonly inputBias: number;
}

/** What a caller may give: the width of the input, and any other part of {@link RmcConfig}. */
export type RmcConfigInput = Pick<RmcConfig, 'inputWidth'> & Partial<RmcConfig>;

const size = (most: number) => z.int().check(z.minimum(1), z.maximum(most));

const rmcConfigSchema = z.pipe(
  z.strictObject({
    inputWidth: size(65_536),
    slots: z._default(size(1024), 4),
    heads: z._default(size(256), 4),
    headWidth: z._default(size(4096), 16),
    keyWidth: z.optional(size(4096)),
    mlpLayers: z._default(size(16), 2),
    gates: z._default(z.enum(['unit', 'memory', 'none']), 'unit'),
    forgetBias: z._default(z.number(), 1),
    inputBias: z._default(z.number(), 0),
  }),
  z.transform((config) => ({ ...config, keyWidth: config.keyWidth ?? config.headWidth })),
);

/**
 * Checks a configuration and fills in the defaults.
 *
 * @param input - The width of the input, and any other part of {@link RmcConfig}.
 * @returns The resolved configuration.
 * @throws ConfigError when a key is unknown or a value impossible.
 */
export function resolveRmcConfig(input: RmcConfigInput): RmcConfig {
  return parseConfig('rmcCore config', rmcConfigSchema, input);
}
