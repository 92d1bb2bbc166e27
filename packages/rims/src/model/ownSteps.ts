import * as tf from '@tensorflow/tfjs';

/**
 * Takes the output of each sequence's own last step.
 *
 * @param outputs - `[steps, batch, width]`; not disposed.
 * @param lengths - How many steps each sequence has. Default: all of them.
 * @returns `[1, batch, width]`, differentiable; the caller disposes of it.
 */
export function lastSteps(outputs: tf.Tensor3D, lengths?: Int32Array): tf.Tensor3D {
  const [steps, batch, width] = outputs.shape;
  if (lengths === undefined) return outputs.slice([steps - 1, 0, 0], [1, batch, width]);
  return tf.tidy(() => {
    const rows = tf.tensor1d(
      lengths.map((length, sequence) => (length - 1) * batch + sequence),
      'int32',
    );
    return tf
      .gather(outputs.reshape<tf.Tensor2D>([steps * batch, width]), rows)
      .reshape<tf.Tensor3D>([1, batch, width]);
  });
}

/** How far the steps of sequences go. */
export interface StepCounts {
  /** Steps of the longest sequence. */
  readonly steps: number;
  /** Sequences. */
  readonly size: number;
  /** How many steps each sequence has. */
  readonly lengths: Int32Array;
}

/**
 * Where the last steps of each sequence are.
 *
 * @param counts - Of the sequences.
 * @param last - How many steps before its own end count; of a shorter sequence, all.
 * @returns Their rows, `step * size + sequence`, ascending.
 */
export function countedRows({ steps, size, lengths }: StepCounts, last: number): Int32Array {
  const rows = new Int32Array(lengths.reduce((sum, length) => sum + Math.min(last, length), 0));
  let place = 0;
  for (let t = 0; t < steps; t++) {
    for (let sequence = 0; sequence < size; sequence++) {
      const length = lengths[sequence] ?? 0;
      if (t < length && t >= length - last) rows[place++] = t * size + sequence;
    }
  }
  return rows;
}

/**
 * Sets what was said behind the end of a sequence to 0.
 *
 * @param values - `[steps, size, width]`; changed in place.
 * @param counts - Of the sequences.
 * @returns The same array.
 */
export function silencePadding(
  values: Float32Array,
  { steps, size, lengths }: StepCounts,
): Float32Array {
  const width = values.length / (steps * size);
  for (let sequence = 0; sequence < size; sequence++) {
    for (let t = lengths[sequence] ?? 0; t < steps; t++) {
      const from = (t * size + sequence) * width;
      values.fill(0, from, from + width);
    }
  }
  return values;
}
