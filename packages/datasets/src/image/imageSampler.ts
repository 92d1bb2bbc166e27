import * as tf from '@tensorflow/tfjs';
import type { Tensor4D } from '@tensorflow/tfjs';
import {
  ArgumentError,
  checkCount,
  checkFunction,
  checkInstance,
  checkOptions,
  checkTensor,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import type { ImageShape } from '@causal-mechanisms/tensor-utils';
import { checkImageDataset, checkImageShape } from './datasetChecks.ts';
import { gatherImages } from './gatherImages.ts';
import type { ImageBatch, ImageDataset } from './imageDataset.ts';
import { transformBatch } from './imageTransform.ts';
import type { ImageTransform } from './imageTransform.ts';
import { checkManyPixels } from './readChecks.ts';

/** Draws random batches of images. What learners train on. */
export interface ImageSampler {
  /** Height, width and channels of every image. */
  readonly shape: ImageShape;
  /** Number of images to draw from; one batch can be no larger. */
  readonly size: number;
  /**
   * Draws distinct images. Await one draw before the next one from the same stream.
   *
   * @param count - How many; at most `size`.
   * @param stream - Decides which, and what a transform does to them.
   * @returns The batch; the caller disposes of its images.
   * @throws ArgumentError when there are fewer images than that; ValuesError for NaN or pixels outside [0, 1].
   */
  sample(count: number, stream: RandomStream): Promise<ImageBatch>;
}

/** Options of {@link createSampler}. */
export interface CreateSamplerOptions {
  /**
   * Changes each batch that is drawn, such as by random mechanisms; must keep the shape and the pixels in [0, 1].
   * Default: none.
   */
  readonly transform?: ImageTransform;
}

/**
 * A sampler of a data set.
 *
 * @param dataset - The images; only those that are drawn are read.
 * @param options - The transform.
 * @returns The sampler. What the transform makes is checked on the first batch, the images themselves on every one.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { createSampler, padImages, proceduralDigits } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const sampler = createSampler(padImages(proceduralDigits({ size: 500 }), 2), {
 *   transform: (images) => tf.sub(1, images),
 * });
 * const { images } = await sampler.sample(8, new RandomStream(1));
 * console.log(images.shape); // [ 8, 32, 32, 1 ]
 * images.dispose();
 * ```
 */
export function createSampler(
  dataset: ImageDataset,
  options: CreateSamplerOptions = {},
): ImageSampler {
  checkImageDataset('createSampler', dataset);
  const owner = `createSampler(${dataset.name})`;
  const { transform } = checkOptions(owner, options);
  if (transform !== undefined) checkFunction(owner, 'transform', transform);
  let checked = false;
  return {
    shape: dataset.shape,
    size: dataset.size,
    sample: async (count, stream) => {
      const indices = drawIndices(owner, count, dataset.size, stream);
      const drawn = await gatherImages(dataset, indices);
      if (transform === undefined) return drawn;
      const batch = transformBatch(owner, drawn, transform, stream);
      if (!checked) await checkImages(owner, batch.images, true);
      checked = true;
      return batch;
    },
  };
}

/**
 * Turns what a caller may give to a learner into a sampler.
 *
 * @param data - A sampler, or a tensor `[n, height, width, channels]` with pixels in [0, 1]; the caller keeps it and must
 *   not dispose of it before the last draw.
 * @returns The sampler itself, or one that draws from the tensor; the tensor's pixels are checked at the first draw.
 * @throws ArgumentError when it is neither; DisposedError for a tensor that was disposed of; ShapeError when the tensor holds no images.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { asSampler } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const images = tf.zeros<tf.Rank.R4>([10, 8, 8, 3]);
 * const batch = await asSampler(images).sample(4, new RandomStream(1));
 * console.log(batch.images.shape); // [ 4, 8, 8, 3 ]
 * tf.dispose([images, batch.images]);
 * ```
 */
export function asSampler(data: Tensor4D | ImageSampler): ImageSampler {
  if (isSampler(data)) {
    const given: { readonly sample: unknown } = data;
    checkFunction('asSampler', 'data.sample', given.sample);
    checkImageShape('asSampler', 'data.shape', data.shape);
    if (data.size !== Infinity) checkCount('asSampler', 'data.size', data.size);
    return data;
  }
  checkTensor('asSampler', 'data', data, { rank: 4, dtype: ['float32', 'int32', 'bool'] });
  const images = data;
  const [size, height, width, channels] = images.shape;
  let check: Promise<void> | undefined;
  return {
    shape: [height, width, channels],
    size,
    sample: async (count, stream) => {
      const indices = drawIndices('asSampler', count, size, stream);
      check ??= checkImages('asSampler', images, false);
      await check;
      return { images: tf.tidy(() => tf.gather(images, tf.tensor1d(indices, 'int32'))), indices };
    },
  };
}

function isSampler(data: unknown): data is ImageSampler {
  return typeof data === 'object' && data !== null && 'sample' in data;
}

function drawIndices(owner: string, count: number, size: number, stream: RandomStream): Int32Array {
  checkCount(owner, 'count', count);
  if (count > size) {
    throw new ArgumentError(
      `${owner}: count must be at most the number of images; a batch of ${count} needs more than the ${size} images there are`,
      {
        data: { count, size },
      },
    );
  }
  checkInstance(owner, 'stream', stream, RandomStream);
  return stream.sampleIndices(count, size);
}

async function checkImages(owner: string, images: Tensor4D, dispose: boolean): Promise<void> {
  try {
    await checkManyPixels(owner, await images.data());
  } catch (error) {
    if (dispose) images.dispose();
    throw error;
  }
}
