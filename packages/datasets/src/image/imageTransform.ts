import * as tf from '@tensorflow/tfjs';
import type { Tensor4D } from '@tensorflow/tfjs';
import { asImageBatch, ShapeError } from '@causal-mechanisms/tensor-utils';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { ImageBatch } from './imageDataset.ts';

/**
 * Changes a batch of images, such as by a mechanism.
 *
 * Gets `[n, height, width, channels]` images in [0, 1], the stream to draw from and the index of each image in its data
 * set; returns as many images of the same shape, as a new tensor or the same one. It does not dispose of its input.
 */
export type ImageTransform = (
  images: Tensor4D,
  stream: RandomStream,
  indices: Int32Array,
) => Tensor4D;

/**
 * Applies a transform to a batch and disposes of what it replaces.
 *
 * @param owner - Who asks; opens the message.
 * @param batch - The batch; its images are disposed of when the transform gives others, and when it throws.
 * @param transform - What to apply.
 * @param stream - Where the transform draws from.
 * @returns The batch with the transformed images, which the caller disposes of.
 * @throws ShapeError when the transform changes the shape.
 */
export function transformBatch(
  owner: string,
  batch: ImageBatch,
  transform: ImageTransform,
  stream: RandomStream,
): ImageBatch {
  const { images } = batch;
  let transformed: Tensor4D | undefined;
  try {
    transformed = transform(images, stream, batch.indices);
    asImageBatch(`${owner}: what the transform made`, transformed, images.shape.slice(1));
    if (transformed.shape[0] !== images.shape[0]) {
      throw new ShapeError(
        `${owner}: the transform made ${transformed.shape[0]} images of ${images.shape[0]}`,
        { data: { expected: images.shape[0], actual: transformed.shape[0] } },
      );
    }
  } catch (error) {
    // Whatever came back, the error to throw is the one above.
    if (transformed !== images && (transformed as unknown) instanceof tf.Tensor)
      transformed?.dispose();
    images.dispose();
    throw error;
  }
  if (transformed !== images) images.dispose();
  return { ...batch, images: transformed };
}
