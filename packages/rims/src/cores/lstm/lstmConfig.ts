import { parseConfig } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';

/**
 * The settings of an LSTM (Hochreiter and Schmidhuber, 1997; forget gates of Gers et al., 2000): plain JSON. The default of the units is
 * the larger LSTM that Goyal et al. (2021, table 1) compare with.
 */
export interface LstmConfig {
  /** The width of the input. */
  readonly inputWidth: number;
  /** Units. Default: 600. */
  readonly units: number;
  /** Added to the initial bias of the forget gate; 1 helps it to remember from the start (Jozefowicz et al., 2015). Default: 0. */
  readonly forgetBias: number;
}

/** What a caller may give: the width of the input, and any part of the rest. */
export type LstmConfigInput = Pick<LstmConfig, 'inputWidth'> & Partial<LstmConfig>;

const schema = z.strictObject({
  inputWidth: z.int().check(z.minimum(1), z.maximum(1_048_576)),
  units: z._default(z.int().check(z.minimum(1), z.maximum(65_536)), 600),
  forgetBias: z._default(z.number(), 0),
});

/**
 * Checks a configuration and fills in the defaults.
 *
 * @param input - The width of the input, and any part of the rest.
 * @returns The resolved configuration.
 * @throws ConfigError when a key is unknown or a value impossible.
 */
export function resolveLstmConfig(input: LstmConfigInput): LstmConfig {
  return parseConfig('lstm config', schema, input);
}
