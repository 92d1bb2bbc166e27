import { parseConfig } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';

/**
 * The settings of a recurrent entity network (Henaff et al., 2017, section 2, dynamic memory): plain JSON. The default sizes are our
 * own, as Goyal et al. (2021) do not tell theirs.
 */
export interface EntnetConfig {
  /** The width of an input vector. */
  readonly inputWidth: number;
  /** How many slots there are, each with a key of its own. Default: 8. */
  readonly slots: number;
  /** The width of a slot, a key and the projected input. Default: 32. */
  readonly slotWidth: number;
}

/** What a caller may give: the width of the input, and any other part of {@link EntnetConfig}. */
export type EntnetConfigInput = Pick<EntnetConfig, 'inputWidth'> & Partial<EntnetConfig>;

const entnetConfigSchema = z.strictObject({
  inputWidth: z.int().check(z.minimum(1), z.maximum(65_536)),
  slots: z._default(z.int().check(z.minimum(1), z.maximum(4096)), 8),
  slotWidth: z._default(z.int().check(z.minimum(1), z.maximum(65_536)), 32),
});

/**
 * Checks a configuration and fills in the defaults.
 *
 * @param input - The width of the input, and any other part of {@link EntnetConfig}.
 * @returns The resolved configuration.
 * @throws ConfigError when a key is unknown or a value impossible.
 */
export function resolveEntnetConfig(input: EntnetConfigInput): EntnetConfig {
  return parseConfig('entnetCore config', entnetConfigSchema, input);
}
