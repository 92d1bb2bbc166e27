import {
  ArgumentError,
  checkCount,
  checkFlag,
  checkFunction,
  checkInstance,
  checkOptions,
  pacer,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import { checkImageDataset } from './datasetChecks.ts';
import { gatherImages } from './gatherImages.ts';
import type { ImageBatch, ImageDataset } from './imageDataset.ts';
import { transformBatch } from './imageTransform.ts';
import type { ImageTransform } from './imageTransform.ts';

/** Options of {@link streamBatches}. */
export interface StreamBatchesOptions {
  /** Images per batch, at least 1; the last batch of an epoch may be smaller. */
  readonly batchSize: number;
  /** Shuffles every epoch and feeds the transform. Default: none, the order of the data set. */
  readonly stream?: RandomStream;
  /** How often to go through the data set, at least once; `Infinity` never stops. Default: 1. */
  readonly epochs?: number;
  /** Whether to leave out the last batch of an epoch when it is not full. Default: false. */
  readonly dropLast?: boolean;
  /** Changes each batch; needs a stream. Default: none. */
  readonly transform?: ImageTransform;
}

/**
 * Goes through a data set batch by batch. Only one batch is in memory at a time.
 *
 * @param dataset - The images.
 * @param options - Batch size, order and epochs.
 * @returns Batches; the receiver disposes of the images of each.
 * @throws ArgumentError for a batch size or number of epochs that is no positive integer, for a transform without a
 *   stream, and for full batches of more images than there are; ShapeError when a transform changes the shape;
 *   ValuesError for NaN or pixels outside [0, 1].
 *
 * @example
 * ```ts
 * import { proceduralDigits, streamBatches } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const digits = proceduralDigits({ size: 100 });
 * let seen = 0;
 * for await (const { images } of streamBatches(digits, { batchSize: 32, stream: new RandomStream(1) })) {
 *   seen += images.shape[0];
 *   images.dispose();
 * }
 * console.log(seen); // 100
 * ```
 */
export async function* streamBatches(
  dataset: ImageDataset,
  options: StreamBatchesOptions,
): AsyncGenerator<ImageBatch, void, undefined> {
  checkImageDataset('streamBatches', dataset);
  const owner = `streamBatches(${dataset.name})`;
  const {
    batchSize,
    stream,
    epochs = 1,
    dropLast = false,
    transform,
  } = checkOptions(owner, options);
  checkCount(owner, 'batchSize', batchSize);
  if (epochs !== Infinity) checkCount(owner, 'epochs', epochs);
  checkFlag(owner, 'dropLast', dropLast);
  if (stream !== undefined) checkInstance(owner, 'stream', stream, RandomStream);
  if (transform !== undefined) checkFunction(owner, 'transform', transform);
  if (transform !== undefined && stream === undefined) {
    throw new ArgumentError(`${owner}: a transform needs a stream to draw from`);
  }
  if (dropLast && batchSize > dataset.size) {
    throw new ArgumentError(
      `${owner}: full batches of ${batchSize} need more than the ${dataset.size} images there are`,
      { data: { batchSize, size: dataset.size } },
    );
  }
  const pause = pacer();
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = Int32Array.from({ length: dataset.size }, (_, i) => i);
    stream?.shuffle(order);
    for (let start = 0; start < order.length; start += batchSize) {
      const indices = order.slice(start, start + batchSize);
      if (dropLast && indices.length < batchSize) break;
      await pause();
      const batch = await gatherImages(dataset, indices);
      yield transform === undefined || stream === undefined
        ? batch
        : transformBatch(owner, batch, transform, stream);
    }
  }
}
