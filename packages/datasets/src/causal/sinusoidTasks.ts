import {
  ArgumentError,
  checkArray,
  checkCount,
  checkInstance,
  checkOptions,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import type { TaskBatch, TaskSource } from './taskSource.ts';

/** A range of numbers, its lower end first. */
export type NumberRange = readonly [low: number, high: number];

/** Options of {@link sinusoidTasks}; the ranges are those of Finn, Abbeel and Levine (2017). */
export interface SinusoidTasksOptions {
  /** Points that each task is learned from. Default: 10. */
  readonly shots?: number;
  /** Points that it is judged by. Default: as many. */
  readonly queries?: number;
  /** Of the amplitude. Default: 0.1 to 5. */
  readonly amplitude?: NumberRange;
  /** Of the phase, in radians. Default: 0 to pi. */
  readonly phase?: NumberRange;
  /** Of the inputs. Default: -5 to 5. */
  readonly range?: NumberRange;
}

/** Tasks of {@link sinusoidTasks}, with what they were made from. */
export interface SinusoidBatch extends TaskBatch {
  /** Of each task. */
  readonly amplitudes: Float64Array;
  /** Of each task, in radians. */
  readonly phases: Float64Array;
}

/** What {@link sinusoidTasks} makes. */
export interface SinusoidTasks extends TaskSource {
  /** See {@link TaskSource}: amplitude, phase and then the points of one task after the other. */
  sample(count: number, stream: RandomStream): SinusoidBatch;
}

/** Of all tasks of a batch. */
const MOST_POINTS = 2 ** 31 - 1;

/**
 * Sine waves of different amplitude and phase, `y = amplitude sin(x - phase)`: each is a task of regression from a few points. The
 * first experiment of model-agnostic meta-learning (Finn, Abbeel and Levine, 2017).
 *
 * @param options - Points and ranges.
 * @returns The tasks: one input, one target; amplitude, phase and inputs uniform in their ranges.
 * @throws ArgumentError when a number of points is no positive integer or a range is not finite or upside down.
 *
 * @example
 * ```ts
 * import { sinusoidTasks } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const { support, query, amplitudes, phases } = sinusoidTasks({ shots: 5 }).sample(2, new RandomStream(1));
 * console.log(support.x.length, query.y.length); // 10 10
 * const first = (amplitudes[0] ?? 0) * Math.sin((support.x[0] ?? 0) - (phases[0] ?? 0));
 * console.log(Math.abs(first - (support.y[0] ?? 0)) < 1e-6); // true
 * ```
 */
export function sinusoidTasks(options: SinusoidTasksOptions = {}): SinusoidTasks {
  const { shots = 10, queries = shots } = checkOptions('sinusoidTasks', options);
  const { amplitude = [0.1, 5], phase = [0, Math.PI], range = [-5, 5] } = options;
  checkPoints('shots', shots);
  checkPoints('queries', queries);
  for (const [name, ends] of Object.entries({ amplitude, phase, range })) {
    const [low, high] = checkArray('sinusoidTasks', name, ends) as NumberRange;
    if (Number.isFinite(low) && Number.isFinite(high) && low <= high) continue;
    throw new ArgumentError(
      `sinusoidTasks: ${name} must be two finite numbers, the lower one first, got [${ends.join(', ')}]`,
      { data: { name, low, high } },
    );
  }
  return {
    name: `sinusoids/${shots} shots`,
    inputs: 1,
    outputs: 1,
    sample(count, stream) {
      checkPoints('count', count, Math.floor(MOST_POINTS / Math.max(shots, queries)));
      checkInstance('sinusoidTasks', 'stream', stream, RandomStream);
      const amplitudes = new Float64Array(count);
      const phases = new Float64Array(count);
      const [support, query] = [shots, queries].map((points) => ({
        shots: points,
        x: new Float32Array(count * points),
        y: new Float32Array(count * points),
      })) as [TaskBatch['support'], TaskBatch['query']];
      for (let i = 0; i < count; i++) {
        const height = (amplitudes[i] = stream.uniform(...amplitude));
        const shift = (phases[i] = stream.uniform(...phase));
        for (const { shots: points, x, y } of [support, query]) {
          for (let k = i * points; k < (i + 1) * points; k++) {
            const at = (x[k] = stream.uniform(...range));
            y[k] = height * Math.sin(at - shift);
          }
        }
      }
      return { tasks: count, support, query, amplitudes, phases };
    },
  };
}

function checkPoints(name: string, count: number, most = MOST_POINTS): void {
  checkCount('sinusoidTasks', name, count);
  checkCount('sinusoidTasks', name, count, { most });
}
