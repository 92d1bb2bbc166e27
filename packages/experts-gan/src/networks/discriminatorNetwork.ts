import * as tf from '@tensorflow/tfjs';
import { parameterLayout, tensorTuple, tidyAll } from '@causal-mechanisms/tensor-utils';
import type { ImageShape, ParameterLayout } from '@causal-mechanisms/tensor-utils';
import { averageLogits, seenPart } from './otherSizes.ts';
import type { Reading } from './otherSizes.ts';

/** Convolutions of each stage; a halving average pool follows every stage. */
const STAGE_CONVOLUTIONS = [3, 2, 2] as const;

/** The stages as a flat list: `true` where a pool follows the convolution. */
export const POOL_FOLLOWS = STAGE_CONVOLUTIONS.flatMap((convolutions) =>
  Array.from({ length: convolutions }, (_, i) => i === convolutions - 1),
);

/** The parameters of the discriminator by role. */
export interface DiscriminatorViews {
  readonly convolutions: readonly { kernel: tf.Tensor4D; bias: tf.Tensor1D }[];
  readonly hiddenKernel: tf.Tensor2D;
  readonly hiddenBias: tf.Tensor1D;
  readonly headKernel: tf.Tensor2D;
  readonly headBias: tf.Tensor1D;
}

/** The parameters of the discriminator: 1 124 737 of them for 32x32x1 images and the paper's sizes. */
export function discriminatorLayout(
  [height, width, channels]: ImageShape,
  filters: readonly [number, number, number],
  units: number,
): ParameterLayout {
  const widths = STAGE_CONVOLUTIONS.flatMap((convolutions, stage) =>
    Array.from({ length: convolutions }, () => filters[stage] ?? 0),
  );
  const convolutions = widths.flatMap((output, i) => [
    {
      name: `conv${i + 1}/kernel`,
      shape: [3, 3, i === 0 ? channels : (widths[i - 1] ?? 0), output],
    },
    { name: `conv${i + 1}/bias`, shape: [output] },
  ]);
  return parameterLayout([
    ...convolutions,
    { name: 'hidden/kernel', shape: [(height / 8) * (width / 8) * filters[2], units] },
    { name: 'hidden/bias', shape: [units] },
    { name: 'head/kernel', shape: [units, 1] },
    { name: 'head/bias', shape: [1] },
  ]);
}

/** Names the parameters of the discriminator, given in the order of {@link discriminatorLayout}. */
export function discriminatorViews(parameters: readonly tf.Tensor[]): DiscriminatorViews {
  const dense = parameters.slice(2 * POOL_FOLLOWS.length);
  const [hiddenKernel, hiddenBias, headKernel, headBias] = tensorTuple(dense, [2, 1, 2, 1]);
  return {
    convolutions: POOL_FOLLOWS.map((_, i) => {
      const [kernel, bias] = tensorTuple(parameters.slice(2 * i, 2 * i + 2), [4, 1]);
      return { kernel, bias };
    }),
    hiddenKernel,
    hiddenBias,
    headKernel,
    headBias,
  };
}

/** One convolution of the discriminator with its ELU; the caller disposes of the result. */
export function activatedConvolution(
  { kernel, bias }: DiscriminatorViews['convolutions'][number],
  input: tf.Tensor4D,
): tf.Tensor4D {
  return tf.fused.conv2d({
    x: input,
    filter: kernel,
    strides: 1,
    pad: 'same',
    bias,
    activation: 'elu',
  });
}

/**
 * The layers behind the last pool.
 *
 * @param views - The parameters; not disposed.
 * @param pooled - `[n, height / 8, width / 8, filters]`; not disposed.
 * @returns Flat features, hidden activations and logits; the caller disposes of them.
 */
export function denseLayers(
  { hiddenKernel, hiddenBias, headKernel, headBias }: DiscriminatorViews,
  pooled: tf.Tensor4D,
): { features: tf.Tensor2D; hidden: tf.Tensor2D; logits: tf.Tensor1D } {
  return tidyAll(() => {
    const features = pooled.reshape<tf.Tensor2D>([pooled.shape[0], -1]);
    const hidden = tf.fused.matMul({
      a: features,
      b: hiddenKernel,
      bias: hiddenBias,
      activation: 'elu',
    }) as tf.Tensor2D;
    return { features, hidden, logits: hidden.matMul(headKernel).add(headBias).as1D() };
  });
}

/**
 * Scores images for prediction: nothing is kept.
 *
 * @param parameters - In the order of {@link discriminatorLayout}; not disposed.
 * @param images - `[n, height, width, c]`; not disposed.
 * @param reading - What is seen of images of another size. Default: they are of the size of the training.
 * @returns One logit per image `[n]`; the caller disposes of it.
 */
export function discriminatorLogits(
  parameters: readonly tf.Tensor[],
  images: tf.Tensor4D,
  reading?: Reading,
): tf.Tensor1D {
  const views = discriminatorViews(parameters);
  return tf.tidy(() => {
    const pooled = views.convolutions.reduce(
      (input, convolution, i) => nextFeatures(convolution, i, input),
      reading === undefined ? images : seenPart(images, reading),
    );
    return pooledLogits(views, pooled, reading);
  });
}

/**
 * As {@link discriminatorLogits}, with turns for the event loop.
 *
 * @param parameters - In the order of {@link discriminatorLayout}; not disposed.
 * @param images - `[n, height, width, c]`; not disposed.
 * @param pause - Gives the event loop its turn between layers.
 * @param reading - What is seen of images of another size. Default: they are of the size of the training.
 * @returns One logit per image `[n]`; the caller disposes of it.
 */
export async function discriminatorLogitsInTurns(
  parameters: readonly tf.Tensor[],
  images: tf.Tensor4D,
  pause: () => Promise<void>,
  reading?: Reading,
): Promise<tf.Tensor1D> {
  const views = discriminatorViews(parameters);
  let at = reading === undefined ? images.clone() : seenPart(images, reading);
  for (const [i, convolution] of views.convolutions.entries()) {
    const next = nextFeatures(convolution, i, at);
    at.dispose();
    at = next;
    await pause();
  }
  const logits = pooledLogits(views, at, reading);
  at.dispose();
  return logits;
}

/** The logits of features of any size that can be read. */
function pooledLogits(
  views: DiscriminatorViews,
  pooled: tf.Tensor4D,
  reading: Reading | undefined,
): tf.Tensor1D {
  const size = pooled.size / pooled.shape[0];
  if (reading !== undefined && size !== views.hiddenKernel.shape[0]) {
    return averageLogits(views, pooled, reading.shape);
  }
  return tf.tidy(() => denseLayers(views, pooled).logits);
}

/** A convolution with the pool that follows it, where there is one. */
function nextFeatures(
  convolution: DiscriminatorViews['convolutions'][number],
  i: number,
  input: tf.Tensor4D,
): tf.Tensor4D {
  return tf.tidy(() => {
    const activated = activatedConvolution(convolution, input);
    return POOL_FOLLOWS[i] === true ? tf.avgPool(activated, 2, 2, 'valid') : activated;
  });
}
