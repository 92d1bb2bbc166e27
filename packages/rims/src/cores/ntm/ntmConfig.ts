import { parseConfig } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';

/**
 * The sizes of a Neural Turing Machine (Graves et al., 2014, section 3): plain JSON. The defaults are those of the paper's copying task
 * with an LSTM controller (table 2).
 */
export interface NtmConfig {
  /** The width of an input vector. */
  readonly inputWidth: number;
  /** Units of the LSTM controller. Default: 100. */
  readonly controllerUnits: number;
  /** Slots of the memory; at least 3, as the heads shift by -1, 0 and 1. Default: 128. */
  readonly slots: number;
  /** Numbers per slot. Default: 20. */
  readonly slotWidth: number;
  /** Heads that read. Default: 1. */
  readonly readHeads: number;
  /** Heads that write. Default: 1. */
  readonly writeHeads: number;
}

/** What a caller may give: the input width and any other part of {@link NtmConfig}. */
export type NtmConfigInput = Pick<NtmConfig, 'inputWidth'> & Partial<NtmConfig>;

const count = (most: number) => z.int().check(z.minimum(1), z.maximum(most));

/** The schema of {@link NtmConfig}; {@link resolveNtmConfig} applies it. */
const ntmConfigSchema = z.strictObject({
  inputWidth: count(65_536),
  controllerUnits: z._default(count(65_536), 100),
  slots: z._default(z.int().check(z.minimum(3), z.maximum(65_536)), 128),
  slotWidth: z._default(count(65_536), 20),
  readHeads: z._default(count(256), 1),
  writeHeads: z._default(count(256), 1),
});

/**
 * Checks a configuration and fills in the defaults.
 *
 * @param input - The input width and any other part of {@link NtmConfig}.
 * @returns The resolved configuration.
 * @throws ConfigError when a key is unknown or a value impossible.
 */
export function resolveNtmConfig(input: NtmConfigInput): NtmConfig {
  return parseConfig('ntm config', ntmConfigSchema, input);
}
