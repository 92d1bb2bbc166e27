import { parseConfig } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';

/**
 * The sizes of a Differentiable Neural Computer (Graves et al., 2016, Methods), which has one write head: plain JSON. The defaults are
 * those of the demonstration in the authors' code (`train.py` of deepmind/dnc).
 */
export interface DncConfig {
  /** The width of an input vector. */
  readonly inputWidth: number;
  /** Units of the LSTM controller. Default: 64. */
  readonly controllerUnits: number;
  /** Slots of the memory; the links take `slots * slots` numbers per sequence. Default: 16. */
  readonly slots: number;
  /** Numbers per slot. Default: 16. */
  readonly slotWidth: number;
  /** Heads that read. Default: 4. */
  readonly readHeads: number;
}

/** What a caller may give: the input width and any other part of {@link DncConfig}. */
export type DncConfigInput = Pick<DncConfig, 'inputWidth'> & Partial<DncConfig>;

const count = (most: number) => z.int().check(z.minimum(1), z.maximum(most));

/** The schema of {@link DncConfig}; {@link resolveDncConfig} applies it. */
const dncConfigSchema = z.strictObject({
  inputWidth: count(65_536),
  controllerUnits: z._default(count(65_536), 64),
  slots: z._default(count(4096), 16),
  slotWidth: z._default(count(65_536), 16),
  readHeads: z._default(count(256), 4),
});

/**
 * Checks a configuration and fills in the defaults.
 *
 * @param input - The input width and any other part of {@link DncConfig}.
 * @returns The resolved configuration.
 * @throws ConfigError when a key is unknown or a value impossible.
 */
export function resolveDncConfig(input: DncConfigInput): DncConfig {
  return parseConfig('dnc config', dncConfigSchema, input);
}
