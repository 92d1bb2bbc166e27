import type { TaskPoints, TaskSource } from '@causal-mechanisms/datasets';
import {
  ArgumentError,
  checkArray,
  checkCount,
  checkInstance,
  checkOptions,
  RandomStream,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import { commonWidths, drawTasks, flatPoints, MOST_TASKS } from './taskRows.ts';
import type { FlatPoints, OwnPoints } from './taskRows.ts';

/** Options of {@link pointTasks}. */
export interface PointTasksOptions {
  /** Points that a task is learned from. Default: 5. */
  readonly shots?: number;
  /** Points that it is judged by. Default: as many. */
  readonly queries?: number;
}

/**
 * Tasks of one's own, each a list of points: every time a task is drawn, other points of it are for learning and for judging.
 *
 * @param tasks - At least one task; each has at least `shots + queries` points.
 * @param options - How many points to draw.
 * @returns A source of these tasks: a batch has none of them twice before it has had all, and no point twice in one drawing.
 * @throws ArgumentError when there is no task or a number of points is no positive integer; ShapeError, ValuesError when a task has
 * too few points, points are of different widths, or a number is not finite.
 *
 * @example
 * ```ts
 * import { pointTasks } from '@causal-mechanisms/meta-transfer';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const x = [0, 1, 2, 3, 4];
 * const tasks = pointTasks([1, 2, 3].map((slope) => ({ x, y: x.map((at) => slope * at) })), { shots: 3, queries: 2 });
 * const { support, query } = await tasks.sample(1, new RandomStream(1));
 * console.log([...support.x, ...query.x].sort()); // [ 0, 1, 2, 3, 4 ]
 * ```
 */
export function pointTasks(
  tasks: readonly OwnPoints[],
  options: PointTasksOptions = {},
): TaskSource {
  const { shots = 5, queries = shots } = checkOptions('pointTasks', options);
  checkCount('pointTasks', 'shots', shots);
  checkCount('pointTasks', 'queries', queries);
  checkArray('pointTasks', 'tasks', tasks);
  if (tasks.length === 0) {
    throw new ArgumentError('pointTasks: tasks must hold at least one task');
  }
  const needed = shots + queries;
  const flat = tasks.map((task, i) => flatPoints(`pointTasks: tasks[${i}]`, task));
  const widths = commonWidths('pointTasks', flat);
  const short = flat.findIndex(({ points }) => points < needed);
  if (short >= 0) {
    const actual = flat[short]?.points ?? 0;
    throw new ShapeError(
      `pointTasks: every one of tasks must have shots + queries, at least ${needed} points, ${shots} to learn from and ${queries} to judge by, got ${actual} in task ${short}`,
      { data: { task: short, expected: needed, actual } },
    );
  }
  return {
    name: `${tasks.length} own tasks/${shots} shots`,
    ...widths,
    sample(count, stream) {
      checkCount('pointTasks', 'count', count, { most: MOST_TASKS });
      checkInstance('pointTasks', 'stream', stream, RandomStream);
      const empty = (points: number): TaskPoints => ({
        shots: points,
        x: new Float32Array(count * points * widths.inputs),
        y: new Float32Array(count * points * widths.outputs),
      });
      const [support, query] = [empty(shots), empty(queries)];
      for (const [place, index] of drawTasks(count, flat.length, stream).entries()) {
        const own = flat[index];
        if (own === undefined) continue;
        const chosen = stream.sampleIndices(needed, own.points);
        copyPoints(own, chosen.subarray(0, shots), support, place);
        copyPoints(own, chosen.subarray(shots), query, place);
      }
      return { tasks: count, support, query };
    },
  };
}

function copyPoints(
  { x, y, inputs, outputs }: FlatPoints,
  chosen: Int32Array,
  into: TaskPoints,
  place: number,
): void {
  for (const [k, point] of chosen.entries()) {
    const at = place * into.shots + k;
    into.x.set(x.subarray(point * inputs, (point + 1) * inputs), at * inputs);
    into.y.set(y.subarray(point * outputs, (point + 1) * outputs), at * outputs);
  }
}
