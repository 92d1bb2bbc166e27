import * as tf from '@tensorflow/tfjs';
import { tidyAll } from '@causal-mechanisms/tensor-utils';
import type { ParameterVector } from '@causal-mechanisms/tensor-utils';
import { CHUNK } from '../networks/chunks.ts';
import { discriminatorLogits } from '../networks/discriminatorNetwork.ts';
import type { Expert } from '../networks/expert.ts';
import { winnersByLogit } from '../training/logitLosses.ts';

/** The best expert's output for each image of a batch. */
export interface Inversion {
  /** `[n, height, width, c]`; the caller disposes of it. */
  readonly images: tf.Tensor4D;
  /** The expert that won each image: the one with the largest score. */
  readonly winners: Int32Array;
  /** The score of every expert on every image: entry `image * experts + expert`, a logit. */
  readonly scores: Float32Array;
}

/**
 * Lets every expert work on every image and keeps the output that scores highest.
 *
 * @param experts - The experts.
 * @param discriminator - Scores their outputs.
 * @param images - `[n, height, width, c]`; not disposed.
 * @returns The best outputs, who made them, and all scores.
 */
export async function bestOutputs(
  experts: readonly Expert[],
  discriminator: ParameterVector,
  images: tf.Tensor4D,
): Promise<Inversion> {
  const count = images.shape[0];
  const restored: tf.Tensor4D[] = [];
  const winners = new Int32Array(count);
  const scores = new Float32Array(count * experts.length);
  for (let from = 0; from < count; from += CHUNK) {
    const size = Math.min(CHUNK, count - from);
    const { outputs, logits } = tidyAll(() => {
      const chunk = images.slice([from, 0, 0, 0], [size, -1, -1, -1]);
      const outputs = tf.concat4d(
        experts.map((expert) => expert.apply(chunk)),
        0,
      );
      return { outputs, logits: discriminatorLogits(discriminator.views, outputs) };
    });
    const values = await logits.data<'float32'>();
    const best = winnersByLogit(values, experts.length);
    winners.set(best, from);
    values.forEach((value, k) => {
      scores[(from + (k % size)) * experts.length + Math.floor(k / size)] = value;
    });
    const rows = best.map((winner, image) => winner * size + image);
    restored.push(tf.tidy(() => tf.gather(outputs, tf.tensor1d(rows, 'int32'))));
    tf.dispose([outputs, logits]);
    await tf.nextFrame();
  }
  const joined = count === 0 ? tf.zerosLike(images) : tf.concat4d(restored, 0);
  tf.dispose(restored);
  return { images: joined, winners, scores };
}
