import * as tf from '@tensorflow/tfjs';
import { CheckpointError } from '../../src/index.ts';
import type { SavedPart, StatePart } from '../../src/index.ts';

export const values = async (tensor: tf.Tensor) => Array.from(await tensor.data());

/** As a disk would give it back. */
export const stored = async (part: StatePart): Promise<SavedPart> =>
  structuredClone(await part.save());

/** Expects a part to refuse what was saved, leaving nothing behind. */
export function refuses(part: StatePart, saved: SavedPart, message: RegExp): void {
  const before = tf.memory().numTensors;
  expect(() => part.restore(saved)).toThrow(CheckpointError);
  expect(() => part.restore(saved)).toThrow(message);
  expect(tf.memory().numTensors).toBe(before);
}

/** An array of a checkpoint. */
export const array = (...numbers: number[]) => ({
  shape: [numbers.length],
  values: Float32Array.from(numbers),
});
