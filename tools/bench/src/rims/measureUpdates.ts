import * as tf from '@tensorflow/tfjs';
import { copyingTask } from '@causal-mechanisms/datasets';
import { trainSequenceModel } from '@causal-mechanisms/rims';
import type { Measurement } from '../measure/measuredProcess.ts';
import { constantOf, timeSteps } from '../measure/timeSteps.ts';
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
  const run = trainSequenceModel(copyingTask({ gap, symbols: 10 }), {
    config: {
      core:
        model === 'rims'
          ? { kind: 'rims', units, modules, activeModules: active }
          : { kind: 'lstm', units },
      embeddingWidth: units,
      vocabulary: VOCABULARY,
      outputs: VOCABULARY,
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
