import type { CoreConfig } from '@causal-mechanisms/rims';
import type { Measurement } from '../../measure/measuredProcess.ts';
import { measureCopying } from '../measureCopying.ts';
import type { BaselineName, BaselinesRequest } from './options.ts';

/** As in the presets `small` of the lab. */
const CORES: Readonly<Record<BaselineName, CoreConfig>> = {
  rmc: { kind: 'rmc', slots: 4, heads: 4, headWidth: 36 },
  entnet: { kind: 'entnet', slots: 8, slotWidth: 236 },
  ntm: { kind: 'ntm', controllerUnits: 140, slots: 32, slotWidth: 20 },
  dnc: { kind: 'dnc', controllerUnits: 126, slots: 16, slotWidth: 16, readHeads: 4 },
  transformer: { kind: 'transformer', layers: 2, heads: 4, width: 88 },
};

const SYMBOLS = 3;
/** Tokens and classes of the copying task. */
const TOKENS = 10;
const EMBEDDING = 192;

/**
 * Times training updates of a baseline as a user gets them, from `trainSequenceModel`, on the copying task with three symbols.
 *
 * @param core - Which baseline.
 * @param sizes - Steps, batch, and the number of updates.
 * @returns The times, the last loss, the number of parameters, the most memory the process had, and the live tensors.
 * @throws BenchError when the number of live tensors differs from one update to another.
 */
export async function measureBaselines(
  core: BaselineName,
  sizes: BaselinesRequest['sizes'],
): Promise<Measurement> {
  const { steps, batch, warmup, iterations } = sizes;
  return measureCopying({
    core: CORES[core],
    embeddingWidth: EMBEDDING,
    tokens: TOKENS,
    symbols: SYMBOLS,
    gap: steps - 2 * SYMBOLS,
    batch,
    warmup,
    iterations,
  });
}
