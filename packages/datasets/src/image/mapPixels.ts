import { pacer } from '@causal-mechanisms/tensor-utils';
import type { ImageShape } from '@causal-mechanisms/tensor-utils';
import { derivedDataset } from './derivedDataset.ts';
import type { ImageDataset } from './imageDataset.ts';
import { checkRead, pixelsPerImage } from './readChecks.ts';

/** Images that are read and mapped at a time: bounds the memory of large reads. */
const CHUNK = 128;

/**
 * A data set whose images are computed from another's when they are read.
 *
 * @param dataset - The source.
 * @param shape - The shape of the computed images.
 * @param map - Computes one image: source array, place in it, output array, place in it.
 * @returns The derived data set, with the same labels and origin.
 */
export function mapPixels(
  dataset: ImageDataset,
  shape: ImageShape,
  map: (source: Float32Array, from: number, out: Float32Array, to: number) => void,
): ImageDataset {
  const perSource = pixelsPerImage(dataset.shape);
  const perImage = pixelsPerImage(shape);
  return derivedDataset(dataset, {
    shape,
    read: async (indices, out) => {
      checkRead(dataset.name, indices, out, dataset.size, perImage);
      const pause = pacer();
      for (let start = 0; start < indices.length; start += CHUNK) {
        const chunk = indices.subarray(start, start + CHUNK);
        const source = new Float32Array(chunk.length * perSource);
        await dataset.read(chunk, source);
        for (let i = 0; i < chunk.length; i++) {
          await pause();
          map(source, i * perSource, out, (start + i) * perImage);
        }
      }
    },
  });
}
