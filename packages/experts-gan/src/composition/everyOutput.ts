import * as tf from '@tensorflow/tfjs';
import { meanSquaredError } from '@causal-mechanisms/metrics';
import type { ExpertsModel } from '../model/expertsModel.ts';
import { chunkRanges } from '../networks/chunks.ts';
import type { ScoreImages } from './scoreInTurns.ts';

/** How images are worked on. */
export interface OutputSettings {
  /** Awaited between calls of networks: gives others their turn, and throws where the work is to end. */
  readonly turn: () => Promise<void>;
  /** Whether the experts' outputs for images do not depend on each other. Default: true. */
  readonly rowwise?: boolean;
}

/** What experts make of images, one expert after the other. */
export interface Outputs {
  /** `[experts * n, height, width, c]`; the caller disposes of it. */
  readonly outputs: tf.Tensor4D;
  /** What was changed of each image: the mean squared difference of a pixel. */
  readonly changes: readonly number[];
}

/**
 * Lets every expert work on every image.
 *
 * @param model - The experts.
 * @param images - `[n, height, width, c]`, at least one; not disposed.
 * @param settings - Who gets a turn, and whether images depend on each other.
 * @returns Their outputs.
 */
export async function everyOutput(
  model: Pick<ExpertsModel, 'apply' | 'experts'>,
  images: tf.Tensor4D,
  { turn, rowwise }: OutputSettings,
): Promise<Outputs> {
  const outputs: tf.Tensor4D[] = [];
  const changes: number[] = [];
  try {
    for (let expert = 0; expert < model.experts; expert++) {
      for (const chunk of chunks(images, rowwise)) {
        try {
          const output = model.apply(chunk, expert);
          outputs.push(output);
          changes.push(...(await meanSquaredError(output, chunk)));
        } finally {
          chunk.dispose();
        }
        await turn();
      }
    }
    return { outputs: tf.concat4d(outputs, 0), changes };
  } finally {
    tf.dispose(outputs);
  }
}

/**
 * Scores images, some at a time.
 *
 * @param images - To be scored; not disposed.
 * @param score - What scores them.
 * @param turn - Awaited between calls.
 * @returns A score for each.
 */
export async function inRows(
  images: tf.Tensor4D,
  score: ScoreImages,
  turn: () => Promise<void>,
): Promise<number[]> {
  const scores: number[] = [];
  for (const chunk of chunks(images)) {
    try {
      scores.push(...Array.from(await score(chunk)));
    } finally {
      chunk.dispose();
    }
    await turn();
  }
  return scores;
}

/** A few images at a time; whoever asks for a chunk disposes of it. */
function* chunks(images: tf.Tensor4D, rowwise?: boolean): Generator<tf.Tensor4D, void, undefined> {
  for (const { from, size } of chunkRanges(images.shape[0], rowwise)) {
    yield images.slice([from], [size]);
  }
}
