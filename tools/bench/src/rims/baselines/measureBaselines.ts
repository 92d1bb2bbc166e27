import * as tf from '@tensorflow/tfjs';
import { copyingTask } from '@causal-mechanisms/datasets';
import { trainSequenceModel } from '@causal-mechanisms/rims';
import type { CoreConfig } from '@causal-mechanisms/rims';
import type { Measurement } from '../../measure/measuredProcess.ts';
import { constantOf, timeSteps } from '../../measure/timeSteps.ts';
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
  const run = trainSequenceModel(copyingTask({ gap: steps - 2 * SYMBOLS, symbols: SYMBOLS }), {
    config: {
      core: CORES[core],
      embeddingWidth: EMBEDDING,
      vocabulary: TOKENS,
      outputs: TOKENS,
      batchSize: batch,
      updates: warmup + iterations,
      learningRate: 1e-3,
      clipNorm: 1,
      dropout: 0,
      seed: 1,
    },
  });
  const liveTensors: number[] = [];
  let [loss, parameters] = [NaN, NaN];
  const times = await timeSteps(run, sizes, {
    onStart: (event) => {
      parameters = event.model.parameterCounts.all;
    },
    onStep: ({ scalars }) => {
      liveTensors.push(tf.memory().numTensors);
      loss = scalars['loss'] ?? NaN;
    },
  });
  return {
    times,
    extras: {
      loss,
      parameters,
      peak_mib: process.resourceUsage().maxRSS / 1024,
      live_tensors: constantOf('live tensors', liveTensors),
    },
  };
}
