import * as tf from '@tensorflow/tfjs';
import { checkNumbers } from '@causal-mechanisms/tensor-utils';
import { isIndexed } from '../sequenceInput.ts';
import type { SequenceInput, SequenceSizes } from '../sequenceInput.ts';

/**
 * Turns sequences round, each within its own length; padding stays where it is. Twice gives the same sequences back.
 *
 * @param values - `[steps, batch, ...]`; not disposed.
 * @param lengths - How many steps each sequence has. Default: all.
 * @returns The same shape, differentiable; the caller disposes of it.
 */
export function reverseSteps<T extends tf.Tensor>(values: T, lengths?: Int32Array): T {
  if (lengths === undefined) return tf.reverse(values, 0);
  const [steps = 0, batch = 0] = values.shape;
  const rows = Int32Array.from({ length: steps * batch }, (_, row) => {
    const [t, sequence] = [Math.floor(row / batch), row % batch];
    const length = lengths[sequence] ?? steps;
    return (t < length ? length - 1 - t : t) * batch + sequence;
  });
  return tf.tidy(() =>
    tf
      .gather(values.reshape([steps * batch, -1]), tf.tensor1d(rows, 'int32'))
      .reshape<T>(values.shape),
  );
}

/**
 * @param input - What a core reads; not disposed.
 * @param lengths - How many steps each sequence has. Default: all.
 * @returns The same turned round; the caller disposes of it, but for the table of an indexed input, which is that of the input.
 */
export function reverseInput(input: SequenceInput, lengths?: Int32Array): SequenceInput {
  return isIndexed(input)
    ? { table: input.table, indices: reverseSteps(input.indices, lengths) }
    : reverseSteps<tf.Tensor3D | tf.Tensor4D>(input, lengths);
}

/** Checks how long sequences are said to be. */
export function checkStepCounts(
  owner: string,
  lengths: Int32Array | undefined,
  { steps, batch }: Pick<SequenceSizes, 'steps' | 'batch'>,
): void {
  if (lengths === undefined) return;
  const range = { length: batch, least: 1, most: steps };
  checkNumbers(owner, 'lengths', lengths, { kinds: [Int32Array], ...range });
}
