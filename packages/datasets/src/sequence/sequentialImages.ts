import {
  ArgumentError,
  checkCount,
  checkInstance,
  checkOptions,
  pacer,
  RandomStream,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import { checkImageDataset, MOST_KEPT, MOST_NUMBERS } from '../image/datasetChecks.ts';
import type { ImageDataset } from '../image/imageDataset.ts';
import { labelClasses } from './labelClasses.ts';
import { checkIndices, checkManyPixels, PIECE, pixelsPerImage } from '../image/readChecks.ts';
import type { SequenceBatch, SequenceTask } from './sequenceTask.ts';

/** Images that are read at a time: bounds the memory of large batches. */
const CHUNK = 128;

/** Options of {@link sequentialImages}. */
export interface SequentialImagesOptions {
  /** Rows and columns of the images that are shown, at least 1: a sequence has `size * size` steps. */
  readonly size: number;
  /** How many classes there are, more than the largest label. Default: as many as the data set names, else the largest label plus 1. */
  readonly classes?: number;
}

/** Images as sequences of pixels: also read by index, to walk through a test set in order. */
export interface SequentialImages extends SequenceTask {
  /** Number of images. */
  readonly length: number;
  /**
   * Draws distinct images. Await one draw before the next one from the same stream.
   *
   * @param size - How many; at most `length`.
   * @param stream - Decides which.
   * @returns The batch, whose arrays are the caller's own.
   * @throws ArgumentError when there are fewer images than that; ValuesError for pixels outside [0, 1].
   */
  sample(size: number, stream: RandomStream): Promise<SequenceBatch>;
  /**
   * Reads chosen images.
   *
   * @param indices - Which ones, in [0, length), in any order; at least one.
   * @returns The batch, whose arrays are the caller's own.
   * @throws ArgumentError for an index that is not there, or none; ValuesError for pixels outside [0, 1].
   */
  batch(indices: ArrayLike<number>): Promise<SequenceBatch>;
}

/**
 * Images read pixel by pixel, row after row: sequential MNIST at any resolution.
 *
 * Pixels are rounded to 0 or 1 (1 from one half on) and the image is resized straight from its own size: row i of the
 * result is row `floor(i * height / size)` of the source, columns alike. This is the rule of Goyal et al., Recurrent
 * Independent Mechanisms (ICLR 2021), section 4.1, where a model trains at 14 x 14 and is tested at 16, 19 and 24;
 * `resizeImages` with `nearest` samples half a pixel further on. Rounding before or after is the same.
 *
 * @param dataset - Images of one channel with labels. An image is read when it is first asked for, and kept as one byte
 *   per pixel shown.
 * @param options - The size.
 * @returns The task: tokens 0 and 1, the label as the class at the last step.
 * @throws ArgumentError when the data set has no labels, or an option is no positive integer; ValuesError when a label
 *   lies outside the classes; ShapeError when the images have several channels.
 *
 * @example
 * ```ts
 * import { proceduralDigits, sequentialImages } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const digits = sequentialImages(proceduralDigits({ size: 200 }), { size: 14 });
 * const { steps, size } = await digits.sample(32, new RandomStream(1));
 * console.log(steps, size); // 196 32
 * const first = await digits.batch([0, 1, 2]);
 * console.log(first.targets.kind); // classes
 * ```
 */
export function sequentialImages(
  dataset: ImageDataset,
  options: SequentialImagesOptions,
): SequentialImages {
  checkImageDataset('sequentialImages', dataset);
  const owner = `sequentialImages(${dataset.name})`;
  const { size: side, classes: asked } = checkOptions(owner, options);
  checkCount(owner, 'size', side);
  checkCount(owner, 'size times size', side * side, { most: MOST_NUMBERS });
  checkCount(owner, 'size times size times the number of images', side * side * dataset.size, {
    most: MOST_KEPT,
  });
  const { labels, classes } = labelClasses(owner, dataset, asked);
  const places = shownPlaces(owner, dataset, side);
  const steps = places.length;
  const load = createTokenStore(owner, dataset, places);
  const batch = async (indices: ArrayLike<number>): Promise<SequenceBatch> => {
    checkIndices(owner, indices, dataset.size, 'indices');
    checkCount(owner, 'the number of indices', indices.length, {
      most: Math.floor(MOST_NUMBERS / steps),
    });
    const chosen = Int32Array.from(indices);
    const size = chosen.length;
    const store = await load(chosen);
    const tokens = new Int32Array(steps * size);
    const pause = pacer();
    const atOnce = Math.ceil(PIECE / steps);
    for (let i = 0; i < size; i++) {
      if (i % atOnce === 0) await pause();
      const from = (chosen[i] ?? 0) * steps;
      for (let t = 0; t < steps; t++) tokens[t * size + i] = store[from + t] ?? 0;
    }
    return {
      steps,
      size,
      inputs: { kind: 'tokens', tokens },
      targets: { kind: 'classes', classes: chosen.map((index) => labels[index] ?? 0) },
      targetAt: 'last',
      scored: 1,
    };
  };
  return {
    name: `${dataset.name}/${side}x${side}`,
    inputs: { kind: 'tokens', vocabulary: 2 },
    targets: { kind: 'classes', classes },
    targetAt: 'last',
    length: dataset.size,
    batch,
    sample: async (size, stream) => {
      checkCount(owner, 'size', size);
      if (size > dataset.size) {
        throw new ArgumentError(
          `${owner}: size must be at most the number of images; a batch of ${size} needs more than the ${dataset.size} images there are`,
          { data: { size, length: dataset.size } },
        );
      }
      checkInstance(owner, 'stream', stream, RandomStream);
      return batch(stream.sampleIndices(size, dataset.size));
    },
  };
}

/** The place in the source of every pixel shown, in the order in which they are shown. */
function shownPlaces(owner: string, dataset: ImageDataset, side: number): Int32Array {
  const [height, width, channels] = dataset.shape;
  if (channels !== 1) {
    throw new ShapeError(`${owner}: images must have one channel, got ${channels}`, {
      data: { expected: 1, actual: channels },
    });
  }
  return Int32Array.from({ length: side * side }, (_, t) => {
    const row = Math.floor((Math.floor(t / side) * height) / side);
    const column = Math.floor(((t % side) * width) / side);
    return row * width + column;
  });
}

/** Reads each image once, when it is first asked for; gives the store of all, one byte per pixel shown. */
function createTokenStore(
  owner: string,
  dataset: ImageDataset,
  places: Int32Array,
): (indices: Int32Array) => Promise<Uint8Array> {
  const perImage = pixelsPerImage(dataset.shape);
  const steps = places.length;
  const store = new Uint8Array(dataset.size * steps);
  const known = new Uint8Array(dataset.size);
  return async (indices) => {
    const missing = Int32Array.from(new Set(indices.filter((index) => known[index] === 0)));
    const pause = pacer();
    for (let start = 0; start < missing.length; start += CHUNK) {
      const chunk = missing.subarray(start, start + CHUNK);
      const pixels = new Float32Array(chunk.length * perImage);
      await dataset.read(chunk, pixels);
      await checkManyPixels(owner, pixels);
      await pause();
      chunk.forEach((index, i) => {
        for (let t = 0; t < steps; t++) {
          store[index * steps + t] = (pixels[i * perImage + (places[t] ?? 0)] ?? 0) >= 0.5 ? 1 : 0;
        }
        known[index] = 1;
      });
    }
    return store;
  };
}
