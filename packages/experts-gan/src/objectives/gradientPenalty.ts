import * as tf from '@tensorflow/tfjs';
import { tidyAll } from '@causal-mechanisms/tensor-utils';
import {
  discriminatorForward,
  disposeDiscriminatorPass,
  imageGradient,
  parameterGradient,
} from '../networks/discriminatorPass.ts';

/** How far images move along their gradient, as a distance over all pixels. */
const STEP = 0.05;

/** A penalty and what it asks of the parameters. */
export interface GradientPenalty {
  /** The penalty. */
  readonly penalty: number;
  /** Its gradient with respect to the flat parameter vector; the caller disposes of it. */
  readonly gradient: tf.Tensor1D;
}

/**
 * A penalty on the slope of the discriminator at canonical images, `weight / 2` times the mean of |gradient of the logit|^2
 * (R1 of Mescheder et al., 2018).
 *
 * Its gradient is that of the logit's slope along a fixed direction, the image gradient: a central difference of two
 * ordinary gradients, at images moved a little up and down that direction. No second derivative is needed.
 *
 * @param parameters - In the order of `discriminatorLayout`; not disposed.
 * @param images - `[n, height, width, c]`; not disposed.
 * @param weight - Of the penalty.
 * @param pause - Gives the event loop its turn between layers.
 * @returns The penalty and its gradient.
 */
export async function gradientPenalty(
  parameters: readonly tf.Tensor[],
  images: tf.Tensor4D,
  weight: number,
  pause: () => Promise<void>,
): Promise<GradientPenalty> {
  const [n] = images.shape;
  const pass = await discriminatorForward(parameters, images, pause);
  const ones = tf.ones<tf.Rank.R1>([n]);
  const slopes = await imageGradient(parameters, pass, ones, pause);
  disposeDiscriminatorPass(pass);
  const { norms, moved, dLogits } = tidyAll(() => {
    const lengths = slopes.square().sum([1, 2, 3]).sqrt() as tf.Tensor1D;
    // Where there is no slope at all the direction does not matter: it counts with weight 0.
    const shift = slopes.div(lengths.maximum(1e-6).reshape([n, 1, 1, 1])).mul(STEP);
    const up = lengths.mul<tf.Tensor1D>(weight / (2 * n * STEP));
    return {
      norms: lengths,
      moved: tf.concat4d([images.add(shift), images.sub(shift)], 0),
      dLogits: tf.concat1d([up, up.neg()]),
    };
  });
  const sides = await discriminatorForward(parameters, moved, pause);
  const gradient = await parameterGradient(parameters, sides, dLogits, pause);
  disposeDiscriminatorPass(sides);
  const lengths = await norms.data<'float32'>();
  tf.dispose([ones, slopes, norms, moved, dLogits]);
  const total = lengths.reduce((sum, length) => sum + length * length, 0);
  return { penalty: (weight / 2) * (total / n), gradient };
}
