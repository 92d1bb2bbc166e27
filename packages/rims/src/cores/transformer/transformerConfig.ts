import { parseConfig } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';

/**
 * The settings of a causal Transformer (Vaswani et al., 2017, section 3): plain JSON. The perceptron is four times as wide as a vector,
 * as in the paper (table 3, base); the other defaults are our own, as Goyal et al. (2021) do not tell theirs.
 */
export interface TransformerConfig {
  /** The width of an input vector. */
  readonly inputWidth: number;
  /** Layers of attention and perceptron. Default: 2. */
  readonly layers: number;
  /** Attention heads; they divide the width. Default: 4. */
  readonly heads: number;
  /** The width of a vector between layers, and of an output. Default: 64. */
  readonly width: number;
  /** Units of the hidden layer of each perceptron. Default: `4 * width`. */
  readonly feedForward: number;
}

/** What a caller may give: the width of the input, and any other part of {@link TransformerConfig}. */
export type TransformerConfigInput = Pick<TransformerConfig, 'inputWidth'> &
  Partial<TransformerConfig>;

const size = (most: number) => z.int().check(z.minimum(1), z.maximum(most));

const transformerConfigSchema = z.pipe(
  z
    .strictObject({
      inputWidth: size(65_536),
      layers: z._default(size(256), 2),
      heads: z._default(size(256), 4),
      width: z._default(size(65_536), 64),
      feedForward: z.optional(size(1_048_576)),
    })
    .check(
      z.refine(({ width, heads }) => width % heads === 0, {
        path: ['width'],
        error: 'must be a multiple of heads',
      }),
    ),
  z.transform((config) => ({ ...config, feedForward: config.feedForward ?? 4 * config.width })),
);

/**
 * Checks a configuration and fills in the defaults.
 *
 * @param input - The width of the input, and any other part of {@link TransformerConfig}.
 * @returns The resolved configuration.
 * @throws ConfigError when a key is unknown or a value impossible, such as a width that the heads do not divide.
 */
export function resolveTransformerConfig(input: TransformerConfigInput): TransformerConfig {
  return parseConfig('transformerCore config', transformerConfigSchema, input);
}
