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

/** A task of one's own, with the points to learn from and those to judge by. */
export interface OwnTask {
  /** What it is learned from. */
  readonly support: OwnPoints;
  /** What the learning is judged by. */
  readonly query: OwnPoints;
}

/**
 * Tasks of one's own, each with its points to learn from and its points to judge by.
 *
 * @param tasks - At least one task; all have as many support points, and as many query points.
 * @returns A source of these tasks: a batch has none of them twice before it has had all.
 * @throws ArgumentError when there is no task; ShapeError, ValuesError when points are of different widths or numbers, or not finite.
 *
 * @example
 * ```ts
 * import { fixedTasks } from '@causal-mechanisms/meta-transfer';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * // Two lines, from two points each.
 * const tasks = fixedTasks([
 *   { support: { x: [0, 1], y: [0, 2] }, query: { x: [2], y: [4] } },
 *   { support: { x: [0, 1], y: [1, 0] }, query: { x: [2], y: [-1] } },
 * ]);
 * const { support, query } = await tasks.sample(2, new RandomStream(1));
 * console.log(support.shots, query.shots, support.x.length); // 2 1 4
 * ```
 */
export function fixedTasks(tasks: readonly OwnTask[]): TaskSource {
  checkArray('fixedTasks', 'tasks', tasks).forEach((task, i) => {
    checkOptions('fixedTasks', task, `tasks[${i}]`);
  });
  if (tasks.length === 0) {
    throw new ArgumentError('fixedTasks: tasks must hold at least one task');
  }
  const parts = (['support', 'query'] as const).map((part) => {
    const points = tasks.map((task, i) =>
      flatPoints(`fixedTasks: ${part} of tasks[${i}]`, task[part]),
    );
    return { part, points, shots: commonShots(part, points) };
  });
  const [support, query] = parts as [(typeof parts)[number], (typeof parts)[number]];
  const widths = commonWidths('fixedTasks', [...support.points, ...query.points]);
  return {
    name: `${tasks.length} own tasks`,
    ...widths,
    sample(count, stream) {
      checkCount('fixedTasks', 'count', count, { most: MOST_TASKS });
      checkInstance('fixedTasks', 'stream', stream, RandomStream);
      const drawn = drawTasks(count, tasks.length, stream);
      const pick = ({ points, shots }: typeof support): TaskPoints => {
        const x = new Float32Array(count * shots * widths.inputs);
        const y = new Float32Array(count * shots * widths.outputs);
        for (const [place, index] of drawn.entries()) {
          const own = points[index];
          if (own === undefined) continue;
          x.set(own.x, place * own.x.length);
          y.set(own.y, place * own.y.length);
        }
        return { shots, x, y };
      };
      return { tasks: count, support: pick(support), query: pick(query) };
    },
  };
}

function commonShots(part: string, points: readonly FlatPoints[]): number {
  const shots = points[0]?.points ?? 0;
  const task = points.findIndex((own) => own.points !== shots);
  if (task < 0) return shots;
  const actual = points[task]?.points ?? 0;
  throw new ShapeError(
    `fixedTasks: all tasks must have ${shots} ${part} points, as task 0 has, got ${actual} in task ${task}`,
    { data: { part, task, expected: shots, actual } },
  );
}
