import * as tf from '@tensorflow/tfjs';
import { isIndexed } from '../sequenceInput.ts';
import type { IndexedInput } from '../sequenceInput.ts';
import { unstackSteps } from '../shared/axes.ts';

/**
 * The different rows of an input of one element, for what is computed of each row alone.
 *
 * @param input - `[steps, batch, width]`, or rows of a table.
 * @returns The table, or every vector of every step `[steps * batch, width]`; the caller's tidy disposes of it.
 */
export function inputRows(input: tf.Tensor3D | IndexedInput): tf.Tensor2D {
  return isIndexed(input) ? input.table : input.reshape([-1, input.shape[2]]);
}

/**
 * Brings what was computed of each row of {@link inputRows} to the steps.
 *
 * @param input - The input.
 * @param rows - One row per row of {@link inputRows} `[entries or steps * batch, size]`; not disposed.
 * @returns For each step `[batch, size]`; the caller disposes of them. Differentiable in the rows.
 */
export function rowsBySteps(input: tf.Tensor3D | IndexedInput, rows: tf.Tensor2D): tf.Tensor2D[] {
  return tf.tidy(() => {
    if (isIndexed(input)) return unstackSteps<tf.Tensor2D>(tf.gather(rows, input.indices));
    const [steps, batch] = input.shape;
    return unstackSteps<tf.Tensor2D>(rows.reshape([steps, batch, -1]));
  });
}
