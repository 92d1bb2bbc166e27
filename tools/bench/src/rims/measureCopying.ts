import * as tf from '@tensorflow/tfjs';
import { copyingTask } from '@causal-mechanisms/datasets';
import { trainSequenceModel } from '@causal-mechanisms/rims';
import type { CoreConfig } from '@causal-mechanisms/rims';
import type { Measurement } from '../measure/measuredProcess.ts';
import { constantOf, timeSteps } from '../measure/timeSteps.ts';

/** What copies, and how often. */
export interface CopyingSizes {
  /** The part that goes through time. */
  readonly core: CoreConfig;
  /** The width of an embedded token. */
  readonly embeddingWidth: number;
  /** Tokens and classes, at least those of the task. */
  readonly tokens: number;
  /** Symbols to remember. */
  readonly symbols: number;
  /** Blank steps between them and the answer. */
  readonly gap: number;
  /** Sequences of an update. */
  readonly batch: number;
  /** Updates before the clock starts. */
  readonly warmup: number;
  /** Updates that are timed. */
  readonly iterations: number;
}

/**
 * Times training updates as a user gets them, from `trainSequenceModel`, on the copying task.
 *
 * @param sizes - Model, task, and the number of updates.
 * @returns The times, the last loss, the number of parameters, the most memory the process had, and the live tensors.
 * @throws BenchError when the number of live tensors differs from one update to another.
 */
export async function measureCopying(sizes: CopyingSizes): Promise<Measurement> {
  const { core, embeddingWidth, tokens, symbols, gap, batch, warmup, iterations } = sizes;
  const run = trainSequenceModel(copyingTask({ gap, symbols }), {
    config: {
      core,
      embeddingWidth,
      vocabulary: tokens,
      outputs: tokens,
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
