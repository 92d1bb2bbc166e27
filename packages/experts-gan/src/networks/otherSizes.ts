import * as tf from '@tensorflow/tfjs';
import { checkOptions, checkText, ShapeError } from '@causal-mechanisms/tensor-utils';
import type { ImageShape } from '@causal-mechanisms/tensor-utils';

/** What the discriminator does with images of another size than it was trained on. */
export type OtherSizes = 'refuse' | 'centre' | 'average';

/** Options of the methods that score images. */
export interface ScoreOptions {
  /**
   * Images of another size than in training: `refuse` them; score their `centre` of that size; or `average` the logits of all places,
   * 8 pixels apart, at which the discriminator fits, with its hidden layer as a convolution over the features. All three are the same for
   * images of the size of the training. Default: refuse.
   */
  readonly otherSizes?: OtherSizes;
}

/** How images are read. */
export interface Reading {
  /** Height, width and channels that the discriminator was trained on. */
  readonly shape: ImageShape;
  /** What becomes of images of another size. */
  readonly otherSizes: OtherSizes;
}

/** The parameters of the layers behind the last pool. */
interface DenseParameters {
  readonly hiddenKernel: tf.Tensor2D;
  readonly hiddenBias: tf.Tensor1D;
  readonly headKernel: tf.Tensor2D;
  readonly headBias: tf.Tensor1D;
}

const CHOICES: readonly OtherSizes[] = ['refuse', 'centre', 'average'];

/**
 * @param owner - The method that scores; opens the messages.
 * @param images - What is to be scored, of rank 4.
 * @param shape - What the discriminator was trained on.
 * @param options - What the caller gave.
 * @returns How they are read.
 * @throws ArgumentError when the option is none; ShapeError when the images do not fit.
 */
export function checkReading(
  owner: string,
  images: tf.Tensor,
  shape: ImageShape,
  options: ScoreOptions,
): Reading {
  const { otherSizes = 'refuse' } = checkOptions(owner, options);
  checkText(owner, 'otherSizes', otherSizes, CHOICES);
  const [, height = 0, width = 0, channels] = images.shape;
  const refuses = otherSizes === 'refuse';
  const fits = refuses
    ? height === shape[0] && width === shape[1]
    : height >= shape[0] && width >= shape[1];
  if (fits && channels === shape[2]) return { shape, otherSizes };
  const wanted = refuses
    ? `have the shape [n, ${shape.join(', ')}]`
    : `be at least ${shape[0]}x${shape[1]}, of ${shape[2]} channels`;
  throw new ShapeError(`${owner}: images must ${wanted}, got [${images.shape.join(', ')}]`, {
    data: { expected: shape, actual: images.shape.slice(1), otherSizes },
  });
}

/**
 * @param images - `[n, height, width, c]`; not disposed.
 * @param reading - How they are read.
 * @returns What the discriminator sees of them; the caller disposes of it.
 */
export function seenPart(
  images: tf.Tensor4D,
  { shape: [height, width], otherSizes }: Reading,
): tf.Tensor4D {
  const [, fullHeight, fullWidth] = images.shape;
  if (otherSizes !== 'centre' || (fullHeight === height && fullWidth === width)) {
    return images.clone();
  }
  const top = Math.floor((fullHeight - height) / 2);
  const left = Math.floor((fullWidth - width) / 2);
  return images.slice([0, top, left, 0], [-1, height, width, -1]);
}

/**
 * The layers behind the last pool at every place of larger features: the hidden layer is a convolution whose kernel has the size of the
 * features in training.
 *
 * @param parameters - Of these layers; not disposed.
 * @param pooled - `[n, rows, columns, filters]`; not disposed.
 * @param shape - The images of the training.
 * @returns The mean logit of each image `[n]`; the caller disposes of it.
 */
export function averageLogits(
  { hiddenKernel, hiddenBias, headKernel, headBias }: DenseParameters,
  pooled: tf.Tensor4D,
  [height, width]: ImageShape,
): tf.Tensor1D {
  return tf.tidy(() => {
    const [n, , , filters] = pooled.shape;
    const units = hiddenBias.size;
    const hidden = tf.fused.conv2d({
      x: pooled,
      filter: hiddenKernel.reshape<tf.Tensor4D>([height / 8, width / 8, filters, units]),
      strides: 1,
      pad: 'valid',
      bias: hiddenBias,
      activation: 'elu',
    });
    const logits = hidden.reshape<tf.Tensor2D>([-1, units]).matMul(headKernel).add(headBias);
    return logits.reshape([n, -1]).mean<tf.Tensor1D>(1);
  });
}
