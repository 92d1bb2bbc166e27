import * as tf from '@tensorflow/tfjs';
import { isIndexed } from '../sequenceInput.ts';
import type { IndexedInput } from '../sequenceInput.ts';
import { product } from './product.ts';
import { sumsByEntry } from './sumsByEntry.ts';

/** What the input of one element contributes, as native ops read it. */
export interface DrivenRows {
  /** One row per entry of a table, else per vector of the input `[entries or steps * batch, size]`. */
  readonly driven: tf.Tensor2D;
  /** Which row at which step, int32 `[steps, batch]`. */
  readonly rows: tf.Tensor2D;
  /** Whether rows are used more than once. */
  readonly shared: boolean;
}

/**
 * Multiplies every different vector of an input with a matrix. The tape knows how to differentiate it.
 *
 * @param input - `[steps, batch, width]`, or rows of a table; not disposed.
 * @param kernel - `[width, size]`; not disposed.
 * @param bias - `[size]`, added. Default: none.
 * @returns The products; the caller's tidy disposes of them.
 */
export function drivenRows(
  input: tf.Tensor3D | IndexedInput,
  kernel: tf.Tensor2D,
  bias?: tf.Tensor1D,
): DrivenRows {
  const driven = product(flatRows(input), kernel);
  return {
    driven: bias === undefined ? driven : driven.add<tf.Tensor2D>(bias),
    rows: rowNumbers(input),
    shared: isIndexed(input),
  };
}

/** The different vectors: the table, or every vector of every step. */
function flatRows(input: tf.Tensor3D | IndexedInput): tf.Tensor2D {
  return isIndexed(input) ? input.table : input.reshape([-1, input.shape[2]]);
}

/**
 * @param input - `[steps, batch, width]`, or rows of a table.
 * @returns Which of its different vectors is read at which step, int32 `[steps, batch]`; the caller's tidy disposes of it.
 */
export function rowNumbers(input: tf.Tensor3D | IndexedInput): tf.Tensor2D {
  if (isIndexed(input)) return input.indices;
  const [steps, batch] = input.shape;
  return tf.range(0, steps * batch, 1, 'int32').reshape([steps, batch]);
}

/**
 * The gradient of the rows from that of what is read at every step.
 *
 * @param gradient - `[steps, batch, size]`; not disposed.
 * @param rows - As in {@link DrivenRows}.
 * @param entries - How many rows there are.
 * @param shared - As in {@link DrivenRows}.
 * @returns `[entries, size]`; the caller disposes of it.
 */
export function rowsGradient(
  gradient: tf.Tensor,
  rows: tf.Tensor2D,
  entries: number,
  shared: boolean,
): tf.Tensor2D {
  const flat = gradient.reshape<tf.Tensor2D>([rows.size, -1]);
  if (!shared) return flat;
  return sumsByEntry(flat, rows.reshape<tf.Tensor1D>([rows.size]), entries);
}
