import * as tf from '@tensorflow/tfjs';
import type { TaskBatch, TaskPoints } from '@causal-mechanisms/datasets';
import { checkCount, ShapeError, ValuesError } from '@causal-mechanisms/tensor-utils';
import type { PointTensors } from './innerStep.ts';
import type { BatchTensors } from './metaGradient.ts';
import type { MamlModelConfig } from './mamlConfig.ts';

/** What points must fit. */
export type PointShape = Pick<MamlModelConfig, 'inputs' | 'outputs' | 'loss'>;

/** How far a sum of probabilities may be from 1. */
const TOLERANCE = 1e-4;

/**
 * @param owner - Opens the messages.
 * @param batch - Some tasks.
 * @param shape - What their points must fit, and how many tasks were asked for.
 * @returns Their points; the caller disposes of them.
 * @throws ShapeError, ValuesError when they do not fit, or are not finite.
 */
export function batchTensors(
  owner: string,
  batch: TaskBatch,
  shape: PointShape & { readonly tasks: number },
): BatchTensors {
  const { tasks, support, query } = batch;
  checkCount(owner, 'batch.tasks', tasks);
  if (tasks !== shape.tasks) {
    throw new ShapeError(`${owner}: asked for ${shape.tasks} tasks, got a batch of ${tasks}`, {
      data: { expected: shape.tasks, actual: tasks },
    });
  }
  checkPoints(`${owner}: support`, support, shape);
  checkPoints(`${owner}: query`, query, shape);
  return {
    support: pointTensors(support, shape),
    query: pointTensors(query, shape),
  };
}

/**
 * @param points - Points that were checked.
 * @param shape - Theirs.
 * @returns They as tensors; the caller disposes of them.
 */
export function pointTensors(
  { shots, x, y }: TaskPoints,
  { tasks, inputs, outputs }: PointShape & { readonly tasks: number },
): PointTensors {
  return {
    x: tf.tensor3d(x, [tasks, shots, inputs]),
    y: tf.tensor3d(y, [tasks, shots, outputs]),
  };
}

/**
 * @param owner - Opens the messages.
 * @param points - Points of some tasks.
 * @param shape - What they must fit.
 * @throws ShapeError, ValuesError when they do not.
 */
export function checkPoints(
  owner: string,
  { shots, x, y }: TaskPoints,
  { tasks, inputs, outputs, loss }: PointShape & { readonly tasks: number },
): void {
  checkCount(owner, 'shots', shots);
  checkNumbers(owner, 'x', x, [tasks, shots, inputs]);
  checkNumbers(owner, 'y', y, [tasks, shots, outputs]);
  if (loss !== 'crossEntropy') return;
  for (let point = 0; point < tasks * shots; point++) {
    const shares = y.subarray(point * outputs, (point + 1) * outputs);
    const sum = shares.reduce((total, share) => total + share, 0);
    if (Math.abs(sum - 1) <= TOLERANCE && shares.every((share) => share >= 0)) continue;
    throw new ValuesError(
      `${owner}: with the loss crossEntropy the targets of a point are probabilities that add up to 1, got ${shares.join(', ')} at point ${point}`,
      { data: { point, shares: Array.from(shares), sum } },
    );
  }
}

/**
 * @param owner - Opens the messages.
 * @param name - Of the numbers.
 * @param values - The numbers.
 * @param shape - What they must fit.
 * @throws ShapeError, ValuesError when they do not.
 */
export function checkNumbers(
  owner: string,
  name: string,
  values: Float32Array,
  shape: readonly number[],
): void {
  const expected = shape.reduce((product, size) => product * size, 1);
  if (values.length !== expected) {
    throw new ShapeError(
      `${owner}: ${name} must have ${shape.join(' x ')} numbers, got ${values.length}`,
      { data: { name, expected: [...shape], actual: values.length } },
    );
  }
  const index = values.findIndex((value) => !Number.isFinite(value));
  if (index < 0) return;
  throw new ValuesError(
    `${owner}: ${name} must be finite, got ${String(values[index])} at ${index}`,
    { data: { name, index, value: values[index] } },
  );
}
