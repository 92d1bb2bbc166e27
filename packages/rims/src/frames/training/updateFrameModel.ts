import * as tf from '@tensorflow/tfjs';
import {
  clipGradient,
  cosineRate,
  splitParameters,
  tapeGuard,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import type { FlatAdam, RandomStream, Scalars } from '@causal-mechanisms/tensor-utils';
import { bernoulliLoss } from '../bernoulliLoss.ts';
import { checkFrames, frameTensor, sliceFrames } from '../frameArrays.ts';
import type { FrameArrays } from '../frameArrays.ts';
import type { FrameModel } from '../frameModel.ts';
import { flipBits } from './flipBits.ts';
import type { FrameTrainingConfig } from './frameTrainingConfig.ts';

/** What {@link updateFrameModel} trains, and how. */
export interface FrameTrainee {
  /** The configuration. */
  readonly config: FrameTrainingConfig;
  /** Changed in place. */
  readonly model: FrameModel;
  /** Its optimiser; changed in place. */
  readonly adam: FlatAdam;
}

/** What {@link updateFrameModel} needs to know of the run. */
export interface FrameUpdateOptions {
  /** Updates done before. */
  readonly done: number;
  /** Draws the pixels that are flipped. */
  readonly noise: RandomStream;
  /** Draws the masks of the core's own dropout. */
  readonly dropout: RandomStream;
}

/**
 * One update: forward, backward, clip, Adam. Every true frame is read, and the next one is to be foretold.
 *
 * The loss is the binary cross entropy, the mean over pixels and sequences, summed over the frames that are foretold: it is that sum whose gradient
 * is clipped, the figure is the mean.
 *
 * @param trainee - Changed in place.
 * @param frames - What to learn from.
 * @param options - Where the run is.
 * @returns `loss`, the mean per pixel in nats, and `gradientNorm` before it was clipped.
 * @throws ShapeError, ValuesError when the frames do not fit, or when the loss is not finite any more.
 */
export async function updateFrameModel(
  { config, model, adam }: FrameTrainee,
  frames: FrameArrays,
  { done, noise, dropout }: FrameUpdateOptions,
): Promise<Scalars> {
  checkFrames('trainFrameModel', frames, model.config);
  const ahead = frames.steps - 1;
  const inputs = sliceFrames(frames, 0, ahead);
  flipBits(inputs.values, config.inputNoise, noise);
  const targets = sliceFrames(frames, 1, ahead);
  const { layout, values } = model.parameters;
  const run = () => {
    const [read, wanted] = [frameTensor(inputs), frameTensor(targets)];
    return tf.valueAndGrad((flat: tf.Tensor) => {
      const views = splitParameters(flat as tf.Tensor1D, layout);
      const { logits } = model.network.run(views, read, { dropout });
      return bernoulliLoss(logits, wanted).mul<tf.Scalar>(ahead);
    })(values);
  };
  const { value: loss, grad: gradient } = tapeGuard(() => tf.tidy(run));
  const clipped = clipGradient(gradient as tf.Tensor1D, config.clipNorm);
  const scalars = tf.tidy(() => tf.stack([loss, clipped.norm]));
  try {
    // Read before the step: a loss that is not finite must not reach the parameters.
    const [sum = NaN, norm = NaN] = await scalars.data<'float32'>();
    if (!Number.isFinite(sum) || !Number.isFinite(norm)) {
      const update = done + 1;
      throw new ValuesError(
        `trainFrameModel: the loss became ${sum} and its gradient ${norm} at update ${update}; try a smaller learning rate`,
        { data: { update, loss: sum, gradientNorm: norm } },
      );
    }
    const rate = cosineRate(done, {
      first: config.learningRate,
      last: config.finalLearningRate,
      steps: config.updates,
    });
    model.parameters.replace(adam.update(model.parameters.values, clipped.gradient, rate));
    return { loss: sum / ahead, gradientNorm: norm };
  } finally {
    tf.dispose([loss, gradient, clipped.gradient, clipped.norm, scalars]);
  }
}
