import * as tf from '@tensorflow/tfjs';
import type { TaskSource } from '@causal-mechanisms/datasets';
import { median } from '@causal-mechanisms/metrics';
import {
  checkCount,
  checkInstance,
  checkOptions,
  pacer,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import { innerStep } from './innerStep.ts';
import { checkAdaptation, MamlModel } from './mamlModel.ts';
import type { AdaptOptions } from './mamlModel.ts';
import { forwardPass } from './network/layerPasses.ts';
import type { Layer } from './network/mlp.ts';
import { checkTaskSource, MOST_TASKS } from './tasks/taskRows.ts';
import { batchTensors } from './taskTensors.ts';

/** Options of {@link evaluateAdaptation}. */
export interface EvaluateAdaptationOptions extends AdaptOptions {
  /** Gradient steps, at least 0. Default: 10. */
  readonly steps?: number;
  /** Tasks, at least 2. Default: 600. */
  readonly count?: number;
  /** Tasks that are adapted at a time: bounds memory, and changes no figure. Default: 100. */
  readonly batchSize?: number;
  /** Where tasks are drawn from. Default: a stream of its own, the same at every call. */
  readonly stream?: RandomStream;
}

/** The loss on query points after so many steps. */
export interface AdaptationStep {
  /** Gradient steps. */
  readonly steps: number;
  /** The mean over tasks of their loss; not finite where adaptation ran away on a task. */
  readonly mean: number;
  /** The standard deviation over tasks, with their number in the denominator. */
  readonly deviation: number;
  /** Half of the 95 % interval of the mean: 1.96 deviations over the root of the number of tasks. */
  readonly halfWidth: number;
  /** The median over tasks, which a few tasks that run away do not move. */
  readonly median: number;
  /** Tasks whose loss is above what it was before adaptation, or not finite. */
  readonly worse: number;
}

/** What {@link evaluateAdaptation} measured. */
export interface AdaptationScores {
  /** Before adaptation, after one step, and so on. */
  readonly curve: readonly AdaptationStep[];
  /** The loss of every task `[steps + 1, tasks]`. */
  readonly losses: readonly Float64Array[];
}

const DEFAULT_SEED = 600;

/**
 * Measures how fast a model adapts: on tasks that it has not seen, the loss on query points after every gradient step on the support
 * points. The figure of Finn, Abbeel and Levine (2017) is the mean over 600 tasks, with an interval of 1.96 deviations.
 *
 * @param model - A trained model.
 * @param tasks - Where tasks come from.
 * @param options - Steps, their size, how many tasks.
 * @returns The curve over steps, and the losses that it is the mean of.
 * @throws ArgumentError when an option is impossible; ShapeError, ValuesError when the tasks do not fit the model, or are not as many as were asked for;
 * DisposedError.
 *
 * @example
 * ```ts
 * import { sinusoidTasks } from '@causal-mechanisms/datasets';
 * import { evaluateAdaptation, MamlModel } from '@causal-mechanisms/meta-transfer';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const config = { inputs: 1, outputs: 1, hidden: [], activation: 'relu', loss: 'meanSquared', innerRate: 0.01 } as const;
 * const model = new MamlModel(config, Float32Array.of(0, 0));
 * const { curve } = await evaluateAdaptation(model, sinusoidTasks(), { steps: 2, count: 50 });
 * console.log(curve.map(({ steps }) => steps)); // [ 0, 1, 2 ]
 * model.dispose();
 * ```
 */
export async function evaluateAdaptation(
  model: MamlModel,
  tasks: TaskSource,
  options: EvaluateAdaptationOptions = {},
): Promise<AdaptationScores> {
  const owner = 'evaluateAdaptation';
  checkInstance(owner, 'model', model, MamlModel);
  checkTaskSource(owner, tasks);
  const { steps = 10, count = 600, batchSize = 100 } = checkOptions(owner, options);
  const { rate = model.config.innerRate, laterRate = rate } = options;
  const { stream = new RandomStream(DEFAULT_SEED) } = options;
  model.checkAlive(owner);
  checkInstance(owner, 'stream', stream, RandomStream);
  checkAdaptation(owner, { steps, rate, laterRate });
  checkCount(owner, 'count', count, { least: 2, most: MOST_TASKS });
  checkCount(owner, 'batchSize', batchSize, { most: MOST_TASKS });
  const pause = pacer();
  const losses = Array.from({ length: steps + 1 }, () => new Float64Array(count));
  for (let start = 0; start < count; start += batchSize) {
    const size = Math.min(batchSize, count - start);
    const batch = await tasks.sample(size, stream);
    const found = tf.tidy(() => {
      const { support, query } = batchTensors(owner, batch, {
        ...model.config,
        tasks: size,
      });
      const { loss, network } = model.adaptation();
      const curve: tf.Tensor1D[] = [];
      let layers: readonly Layer[] = model.layers;
      for (let s = 0; s <= steps; s++) {
        if (s > 0) {
          const adaptation = model.adaptation(s === 1 ? rate : laterRate);
          layers = innerStep(layers, support, adaptation).after;
        }
        const { answers } = forwardPass(layers, query.x, network.activation);
        curve.push(loss.values(answers, query.y));
      }
      return tf.stack(curve);
    });
    try {
      const values = await found.data<'float32'>();
      for (const [s, line] of losses.entries()) {
        line.set(values.subarray(s * size, (s + 1) * size), start);
      }
    } finally {
      found.dispose();
    }
    await pause();
  }
  return { curve: losses.map((line, s) => summary(line, s, losses[0] ?? line)), losses };
}

function summary(losses: Float64Array, steps: number, before: Float64Array): AdaptationStep {
  const { length } = losses;
  const mean = losses.reduce((sum, loss) => sum + loss, 0) / length;
  const variance = losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / length;
  const deviation = Math.sqrt(variance);
  return {
    steps,
    mean,
    deviation,
    halfWidth: (1.96 * deviation) / Math.sqrt(length),
    // What is no number any more has run away too.
    median: median(losses.map((loss) => (Number.isNaN(loss) ? Infinity : loss))),
    worse: losses.filter((loss, task) => !(loss <= (before[task] ?? NaN))).length,
  };
}
