import { checkCount } from '@causal-mechanisms/tensor-utils';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';

/** Options of {@link sinusoidTasks}. */
export interface SinusoidTasksOptions {
  /** Points of each task to adapt to. */
  readonly shots: number;
  /** Further points of each task to judge by. Default: as many as shots. */
  readonly queries?: number;
  /** Where tasks and points are drawn from. */
  readonly stream: RandomStream;
}

/** Points of several functions `y = amplitude * sin(x - phase)`. */
export interface SinusoidTasks {
  /** The number of tasks. */
  readonly count: number;
  /** Points of each task to adapt to. */
  readonly shots: number;
  /** Points of each task to judge by. */
  readonly queries: number;
  /** The places of the points to adapt to, task by task: `count * shots` numbers. */
  readonly supportX: Float32Array;
  /** The values there. */
  readonly supportY: Float32Array;
  /** The places of the points to judge by, task by task: `count * queries` numbers. */
  readonly queryX: Float32Array;
  /** The values there. */
  readonly queryY: Float32Array;
  /** The amplitude of each task. */
  readonly amplitude: Float32Array;
  /** The phase of each task. */
  readonly phase: Float32Array;
}

/**
 * Draws tasks of sinusoid regression (Finn, Abbeel and Levine 2017): amplitudes uniform in [0.1, 5), phases in [0, pi), places in
 * [-5, 5), without noise.
 *
 * @param count - The number of tasks.
 * @param options - Points per task, and the stream.
 * @returns The tasks, in flat arrays that can become tensors as they are.
 * @throws ArgumentError when a number is impossible.
 *
 * @example
 * ```ts
 * import { sinusoidTasks } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const tasks = sinusoidTasks(25, { shots: 5, queries: 10, stream: new RandomStream(1) });
 * console.log(tasks.supportX.length, tasks.queryY.length); // 125 250
 * ```
 */
export function sinusoidTasks(count: number, options: SinusoidTasksOptions): SinusoidTasks {
  const { shots, queries = shots, stream } = options;
  checkCount('sinusoidTasks', 'count', count);
  checkCount('sinusoidTasks', 'shots', shots);
  checkCount('sinusoidTasks', 'queries', queries, { least: 0 });
  const amplitude = new Float32Array(count);
  const phase = new Float32Array(count);
  const support = { x: new Float32Array(count * shots), y: new Float32Array(count * shots) };
  const query = { x: new Float32Array(count * queries), y: new Float32Array(count * queries) };
  for (let task = 0; task < count; task++) {
    amplitude[task] = stream.uniform(0.1, 5);
    phase[task] = stream.uniform(0, Math.PI);
    const wave = { amplitude: amplitude[task] ?? 0, phase: phase[task] ?? 0 };
    drawPoints(support, wave, { from: task * shots, to: (task + 1) * shots }, stream);
    drawPoints(query, wave, { from: task * queries, to: (task + 1) * queries }, stream);
  }
  return {
    count,
    shots,
    queries,
    supportX: support.x,
    supportY: support.y,
    queryX: query.x,
    queryY: query.y,
    amplitude,
    phase,
  };
}

function drawPoints(
  { x, y }: { x: Float32Array; y: Float32Array },
  wave: { amplitude: number; phase: number },
  { from, to }: { from: number; to: number },
  stream: RandomStream,
): void {
  for (let i = from; i < to; i++) {
    // The value belongs to the place as it is kept, in single precision.
    const place = Math.fround(stream.uniform(-5, 5));
    x[i] = place;
    y[i] = wave.amplitude * Math.sin(place - wave.phase);
  }
}
