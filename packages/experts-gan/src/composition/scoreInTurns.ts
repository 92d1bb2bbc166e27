import type { Tensor4D } from '@tensorflow/tfjs';
import {
  asImageBatch,
  checkFunction,
  checkInstance,
  checkTensor,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { ExpertsModel } from '../model/expertsModel.ts';
import { checkReading } from '../networks/otherSizes.ts';
import type { ScoreOptions } from '../networks/otherSizes.ts';

/**
 * Scores images.
 *
 * @param images - `[n, height, width, c]` in [0, 1]; not disposed.
 * @returns One finite number per image: the larger, the more canonical the image looks.
 */
export type ScoreImages = (images: Tensor4D) => Promise<ArrayLike<number>> | ArrayLike<number>;

/** How images are scored that experts have worked on. */
export interface SequenceScoreOptions extends ScoreOptions {
  /** What scores them. Default: the discriminator of the model, as `discriminate` does. */
  readonly score?: ScoreImages;
}

/**
 * Checks what is to be scored.
 *
 * @param owner - The function that asks; opens the messages.
 * @param model - To be a model.
 * @param images - To be images that it can work on.
 * @param options - What scores them.
 * @param name - Of the images in messages. Default: images.
 * @returns What scores images, each call checked.
 * @throws ArgumentError, ShapeError, DisposedError when they do not fit.
 */
export function checkScoring(
  owner: string,
  model: ExpertsModel,
  images: Tensor4D,
  { score, otherSizes }: SequenceScoreOptions,
  name = 'images',
): ScoreImages {
  checkInstance(owner, 'model', model, ExpertsModel);
  checkTensor(owner, name, images, { rank: 4 });
  if (score === undefined) {
    const reading = checkReading(
      owner,
      images,
      model.shape,
      otherSizes === undefined ? {} : { otherSizes },
    );
    return checked(owner, async (batch) => {
      const logits = model.discriminate(batch, reading);
      try {
        return await logits.data<'float32'>();
      } finally {
        logits.dispose();
      }
    });
  }
  checkFunction(owner, 'score', score);
  asImageBatch(owner, images, [null, null, model.shape[2]]);
  return checked(owner, score);
}

function checked(owner: string, score: ScoreImages): (images: Tensor4D) => Promise<number[]> {
  return async (images) => {
    const scores = Array.from(await score(images));
    if (scores.length !== images.shape[0]) {
      throw new ShapeError(
        `${owner}: score must give a number for each of ${images.shape[0]} images, got ${scores.length}`,
        { data: { expected: images.shape[0], actual: scores.length } },
      );
    }
    const index = scores.findIndex((value) => !Number.isFinite(value));
    if (index < 0) return scores;
    throw new ValuesError(
      `${owner}: scores must be finite numbers, got ${String(scores[index])} at place ${index}`,
      { data: { index, value: scores[index] } },
    );
  };
}
