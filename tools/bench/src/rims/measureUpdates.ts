import type { Measurement } from '../measure/measuredProcess.ts';
import { measureCopying } from './measureCopying.ts';
import type { ModelName, Sizes } from './options.ts';

/** Tokens and classes of the authors' program, more than copying uses. */
const VOCABULARY = 20;

/**
 * Times training updates as a user gets them, from `trainSequenceModel`, on the copying task with ten symbols.
 *
 * @param model - Which core.
 * @param sizes - Its sizes, and the number of updates.
 * @returns The times, the last loss, the number of parameters, the most memory the process had, and the live tensors.
 * @throws BenchError when the number of live tensors differs from one update to another.
 */
export async function measureUpdates(model: ModelName, sizes: Sizes): Promise<Measurement> {
  const { units, modules, active, gap, batch, warmup, iterations } = sizes;
  return measureCopying({
    core:
      model === 'rims'
        ? { kind: 'rims', units, modules, activeModules: active }
        : { kind: 'lstm', units },
    embeddingWidth: units,
    tokens: VOCABULARY,
    symbols: 10,
    gap,
    batch,
    warmup,
    iterations,
  });
}
