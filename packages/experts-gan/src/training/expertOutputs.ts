import * as tf from '@tensorflow/tfjs';
import type { Competitor } from './competitors.ts';

/**
 * What experts make of a batch, by the statistics of the batch.
 *
 * @param experts - The experts; `undefined` for one whose outputs are known.
 * @param images - `[n, height, width, c]`; not disposed.
 * @param pause - Gives the event loop its turn between pieces.
 * @param known - Outputs of all experts, of which those of unnamed ones are taken; not disposed. Default: none are known.
 * @returns Their outputs, one expert after the other `[experts * n, height, width, c]`; the caller disposes of them.
 */
export async function expertOutputs(
  experts: readonly (Competitor | undefined)[],
  images: tf.Tensor4D,
  pause: () => Promise<void>,
  known?: tf.Tensor4D,
): Promise<tf.Tensor4D> {
  const [n] = images.shape;
  const parts: tf.Tensor4D[] = [];
  try {
    for (const [j, competitor] of experts.entries()) {
      if (competitor === undefined) {
        if (known !== undefined) parts.push(known.slice([j * n], [n]));
        continue;
      }
      const pass = await competitor.expert.forward(images, pause);
      parts.push(pass.output.clone());
      pass.dispose();
      await pause();
    }
    return tf.concat4d(parts, 0);
  } finally {
    tf.dispose(parts);
  }
}
