import * as tf from '@tensorflow/tfjs';
import { pacer, ValuesError } from '@causal-mechanisms/tensor-utils';
import { chunkRanges } from '../networks/chunks.ts';
import { areRowwise } from '../networks/expert.ts';
import type { Expert } from '../networks/expert.ts';
import type { Reading } from '../networks/otherSizes.ts';
import { applyFoldedExpertInTurns, disposeFoldedExpert } from '../networks/foldedExpert.ts';
import type { FoldedExpert } from '../networks/foldedExpert.ts';
import type { Scorer } from '../objectives/scorer.ts';
import { winnersByLogit } from '../training/logitLosses.ts';

/** How far outside [0, 1] a pixel cannot have been meant: rounding and noise stay below. */
const FAR = 0.5;

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
 * Lets every expert work on every image and keeps the output that scores highest. The networks are those of the moment of the
 * call, also when they learn on while it runs.
 *
 * @param experts - The experts.
 * @param scorer - Scores their outputs.
 * @param images - `[n, height, width, c]`; not disposed.
 * @param reading - What the discriminator sees of images of another size. Default: they are of the size of the training.
 * @returns The best outputs, who made them, and all scores.
 * @throws ValuesError for pixels far outside [0, 1]; when a score is not finite: images or networks hold numbers that are none.
 */
export async function bestOutputs(
  experts: readonly Expert[],
  scorer: Scorer,
  images: tf.Tensor4D,
  reading?: Reading,
): Promise<Inversion> {
  const count = images.shape[0];
  const bank = experts.map((expert) => expert.folded());
  const judge = scorer.snapshot();
  const pause = pacer();
  const restored: tf.Tensor4D[] = [];
  const winners = new Int32Array(count);
  const scores = new Float32Array(count * experts.length);
  try {
    for (const { from, size } of chunkRanges(count, areRowwise(experts))) {
      const chunk = images.slice([from], [size]);
      await checkRange(chunk).catch((error: unknown) => {
        chunk.dispose();
        throw error;
      });
      const outputs = await everyOutput(bank, chunk, pause);
      chunk.dispose();
      const logits = await judge.scores(outputs, pause, reading);
      const values = await logits.data<'float32'>();
      if (!values.every(Number.isFinite)) {
        tf.dispose([outputs, logits]);
        throw new ValuesError(
          'ExpertsModel.invert: images must be numbers in [0, 1], got some whose scores are not finite',
          { data: { from, size } },
        );
      }
      const best = winnersByLogit(values, experts.length);
      winners.set(best, from);
      values.forEach((value, k) => {
        scores[(from + (k % size)) * experts.length + Math.floor(k / size)] = value;
      });
      const rows = best.map((winner, image) => winner * size + image);
      restored.push(tf.tidy(() => tf.gather(outputs, tf.tensor1d(rows, 'int32'))));
      tf.dispose([outputs, logits]);
      await pause();
    }
    return {
      images: count === 0 ? tf.zerosLike(images) : tf.concat4d(restored, 0),
      winners,
      scores,
    };
  } finally {
    bank.forEach(disposeFoldedExpert);
    judge.dispose();
    tf.dispose(restored);
  }
}

/** Experts answer bytes in the place of pixels too, but without meaning. NaN is found in the scores. */
async function checkRange(images: tf.Tensor4D): Promise<void> {
  if (images.size === 0) return;
  const ends = tf.tidy(() => tf.stack([images.min(), images.max()]));
  const [least = 0, most = 0] = await ends.data<'float32'>();
  ends.dispose();
  const value = most > 1 + FAR ? most : least;
  if (!(value < -FAR || value > 1 + FAR)) return;
  const hint = value > 1 && value <= 255 ? '; divide bytes by 255' : '';
  throw new ValuesError(
    `ExpertsModel.invert: images must be numbers in [0, 1], got ${value}${hint}`,
    { data: { value } },
  );
}

/** The outputs of all experts, one expert after the other. */
async function everyOutput(
  bank: readonly FoldedExpert[],
  images: tf.Tensor4D,
  pause: () => Promise<void>,
): Promise<tf.Tensor4D> {
  const outputs: tf.Tensor4D[] = [];
  for (const expert of bank) outputs.push(await applyFoldedExpertInTurns(expert, images, pause));
  const joined = tf.concat4d(outputs, 0);
  tf.dispose(outputs);
  return joined;
}
