import type { TaskSource } from '@causal-mechanisms/datasets';
import {
  checkCount,
  checkFunction,
  checkNumbers,
  checkOptions,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';

/** Tasks that are drawn at once. */
export const MOST_TASKS = 2 ** 24;

/** Points as a caller has them: a row of numbers per point, or a number per point. */
export type PointRows = readonly number[] | readonly (readonly number[])[];

/** Points of a task of one's own. */
export interface OwnPoints {
  /** Inputs, one row per point. */
  readonly x: PointRows;
  /** Targets, one row per point. */
  readonly y: PointRows;
}

/** Points one after the other. */
export interface FlatPoints {
  readonly points: number;
  /** Numbers per point. */
  readonly inputs: number;
  readonly outputs: number;
  /** `[points, inputs]`. */
  readonly x: Float32Array;
  /** `[points, outputs]`. */
  readonly y: Float32Array;
}

/**
 * @param owner - Opens the messages: the function and the task.
 * @param given - Points of a task.
 * @returns They one after the other.
 * @throws ShapeError, ValuesError when there are none, they are of several widths, or a number is not finite.
 */
export function flatPoints(owner: string, given: OwnPoints): FlatPoints {
  checkOptions(owner, given, 'the points');
  const x = flatRows(owner, 'x', given.x);
  const y = flatRows(owner, 'y', given.y);
  const [points, targets] = [given.x.length, given.y.length];
  if (points !== targets) {
    throw new ShapeError(
      `${owner}: x and y must have as many points, got ${points} and ${targets}`,
      { data: { x: points, y: targets } },
    );
  }
  return { points, inputs: x.width, outputs: y.width, x: x.values, y: y.values };
}

/**
 * @param owner - Opens the messages.
 * @param tasks - Points of all tasks, at least one.
 * @returns The width of inputs and targets of all of them.
 * @throws ShapeError when a task has others.
 */
export function commonWidths(
  owner: string,
  tasks: readonly FlatPoints[],
): { inputs: number; outputs: number } {
  const { inputs = 0, outputs = 0 } = tasks[0] ?? {};
  for (const [task, own] of tasks.entries()) {
    if (own.inputs === inputs && own.outputs === outputs) continue;
    throw new ShapeError(
      `${owner}: all tasks must have inputs of ${inputs} and targets of ${outputs} numbers, as task 0 has, got ${own.inputs} and ${own.outputs} in task ${task}`,
      { data: { task, expected: { inputs, outputs }, actual: [own.inputs, own.outputs] } },
    );
  }
  return { inputs, outputs };
}

/**
 * @param count - How many tasks.
 * @param size - Of the list.
 * @param stream - Where they are drawn from.
 * @returns Places in the list: none a second time before all others have come as often.
 */
export function drawTasks(count: number, size: number, stream: RandomStream): number[] {
  const drawn: number[] = [];
  while (drawn.length < count) {
    for (const index of stream.sampleIndices(Math.min(size, count - drawn.length), size)) {
      drawn.push(index);
    }
  }
  return drawn;
}

function flatRows(owner: string, name: string, rows: PointRows) {
  const given: unknown = rows;
  if (!Array.isArray(given)) checkNumbers(owner, name, given);
  const lists = Array.from<number | readonly number[], readonly number[]>(rows, (row) =>
    Array.isArray(row) || ArrayBuffer.isView(row) ? (row as readonly number[]) : [row as number],
  );
  const width = lists[0]?.length ?? 0;
  if (width === 0) {
    throw new ShapeError(`${owner}: ${name} must have at least one point of at least one number`, {
      data: { name, points: lists.length },
    });
  }
  const values = new Float32Array(lists.length * width);
  for (const [point, list] of lists.entries()) {
    if (list.length !== width) {
      throw new ShapeError(
        `${owner}: all rows of ${name} must have ${width} numbers, as row 0 has, got ${list.length} in row ${point}`,
        { data: { name, point, expected: width, actual: list.length } },
      );
    }
    const index = list.findIndex(
      (value) => !(Number.isFinite(value) && Number.isFinite(Math.fround(value))),
    );
    if (index >= 0) {
      throw new ValuesError(
        `${owner}: ${name} must be finite numbers of single precision, got ${String(list[index])} in row ${point}`,
        { data: { name, point, value: list[index] } },
      );
    }
    values.set(list, point * width);
  }
  return { width, values };
}

/** @internal Something that draws tasks. */
export function checkTaskSource(owner: string, tasks: TaskSource): void {
  const { inputs, outputs } = checkOptions(owner, tasks, 'tasks');
  checkCount(owner, 'tasks.inputs', inputs, { least: 0 });
  checkCount(owner, 'tasks.outputs', outputs, { least: 0 });
  checkFunction(owner, 'tasks.sample', Reflect.get(tasks, 'sample'));
}
