import type * as tf from '@tensorflow/tfjs';
import { ValuesError } from '@causal-mechanisms/tensor-utils';
import { isIndexed } from '../cores/sequenceInput.ts';
import type { SequenceInput } from '../cores/sequenceInput.ts';

/** Which modules were active at which step, as plain data. */
export interface ActivationRaster {
  /** Time steps. */
  readonly steps: number;
  /** Sequences side by side. */
  readonly batch: number;
  /** Modules. */
  readonly modules: number;
  /** 1 where a module was active, else 0 `[steps, batch, modules]`. */
  readonly values: Uint8Array;
}

/**
 * @param activation - 1 or 0 `[steps, batch, modules]`; not disposed.
 * @returns The same as plain data.
 */
export async function activationRaster(activation: tf.Tensor3D): Promise<ActivationRaster> {
  const [steps, batch, modules] = activation.shape;
  return { steps, batch, modules, values: Uint8Array.from(await activation.data()) };
}

/**
 * Looks at every number of an input, which the tensor methods do not: it waits for the backend.
 *
 * @param owner - Opens the message.
 * @param input - The input; not disposed.
 * @throws ValuesError for numbers that are not finite, and for rows that the table does not have.
 */
export async function checkInputValues(owner: string, input: SequenceInput): Promise<void> {
  const vectors = await (isIndexed(input) ? input.table : input).data();
  const place = vectors.findIndex((value) => !Number.isFinite(value));
  if (place >= 0) {
    throw new ValuesError(
      `${owner}: expected finite numbers, got ${String(vectors[place])} at place ${place}`,
      { data: { place, value: vectors[place] } },
    );
  }
  if (!isIndexed(input)) return;
  const [entries] = input.table.shape;
  const rows = await input.indices.data();
  const wrong = rows.findIndex((row) => row < 0 || row >= entries);
  if (wrong < 0) return;
  throw new ValuesError(
    `${owner}: expected rows from 0 to ${entries - 1} of the table, got ${String(rows[wrong])} at place ${wrong}`,
    { data: { place: wrong, row: rows[wrong], entries } },
  );
}
