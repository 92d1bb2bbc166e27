import {
  ArgumentError,
  checkNumbers,
  checkOptions,
  checkPixels,
  checkText,
  pacer,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import type { ImageShape } from '@causal-mechanisms/tensor-utils';
import { checkClassNames, checkImageShape } from './datasetChecks.ts';
import type { DataOrigin, ImageDataset } from './imageDataset.ts';
import { checkRead, PIECE, pixelsPerImage } from './readChecks.ts';

/** What {@link arrayDataset} is made of. */
export interface ArrayDatasetOptions {
  /** A short name for tables and messages. */
  readonly name: string;
  /** Where the images come from. Default: the caller's own. */
  readonly origin?: DataOrigin;
  /**
   * All images one after the other, rows first, channels last: bytes 0-255, which stay bytes in memory and are divided
   * by 255 when read, or numbers in [0, 1]. The array is kept, not copied.
   */
  readonly pixels: Uint8Array | Float32Array;
  /** Height, width and channels of every image, each at least 1. */
  readonly shape: ImageShape;
  /** The class of each image, an integer from 0 on; copied. Default: none. */
  readonly labels?: ArrayLike<number>;
  /** The names of the classes; every label must have one. Default: none. */
  readonly classNames?: readonly string[];
}

/**
 * A data set from an array in memory.
 *
 * @param options - Pixels, shape and labels.
 * @returns The data set.
 * @throws ShapeError when the pixels are no whole number of images or the labels are not one per image; ValuesError for
 *   numbers outside [0, 1] and labels without a name; ArgumentError for an impossible shape.
 *
 * @example
 * ```ts
 * import { arrayDataset } from '@causal-mechanisms/datasets';
 *
 * const pixels = Uint8Array.from([0, 255, 255, 0, 0, 0, 255, 255]);
 * const tiny = arrayDataset({ name: 'tiny', pixels, shape: [2, 2, 1], labels: [0, 1] });
 * console.log(tiny.size); // 2
 * ```
 */
export function arrayDataset(options: ArrayDatasetOptions): ImageDataset {
  const { name, pixels, shape, classNames } = checkOptions('arrayDataset', options);
  checkText('arrayDataset', 'name', name);
  const owner = `arrayDataset(${name})`;
  checkImageShape(owner, 'shape', shape);
  checkNumbers(owner, 'pixels', pixels, {
    kinds: [Uint8Array, Uint8ClampedArray, Float32Array],
    anyNumber: true,
  });
  checkClassNames(owner, 'classNames', classNames);
  const perImage = pixelsPerImage(shape);
  const size = pixels.length / perImage;
  if (!Number.isInteger(size)) {
    throw new ShapeError(
      `${owner}: ${pixels.length} numbers are not a whole number of images of shape [${shape.join(', ')}]`,
      { data: { expected: perImage, actual: pixels.length } },
    );
  }
  if (size === 0) throw new ArgumentError(`${owner}: there are no images`);
  const divisor = pixels.BYTES_PER_ELEMENT === 1 ? 255 : 1;
  if (divisor === 1) checkPixels(owner, pixels);
  const labels = checkLabels(owner, options.labels, size, classNames);
  return {
    name,
    origin: options.origin ?? { kind: 'own', description: name },
    size,
    shape,
    ...(labels === undefined ? {} : { labels }),
    ...(classNames === undefined ? {} : { classNames }),
    read: async (indices, out) => {
      checkRead(name, indices, out, size, perImage);
      const pause = pacer();
      const atOnce = Math.ceil(PIECE / perImage);
      for (let i = 0; i < indices.length; i++) {
        if (i % atOnce === 0) await pause();
        const from = (indices[i] ?? 0) * perImage;
        const to = i * perImage;
        for (let k = 0; k < perImage; k++) out[to + k] = (pixels[from + k] ?? 0) / divisor;
      }
    },
  };
}

function checkLabels(
  owner: string,
  labels: ArrayLike<number> | undefined,
  size: number,
  classNames: readonly string[] | undefined,
): Int32Array | undefined {
  if (labels === undefined) return undefined;
  checkNumbers(owner, 'labels', labels, { anyNumber: true });
  if (labels.length !== size) {
    throw new ShapeError(`${owner}: ${size} images but ${labels.length} labels`, {
      data: { expected: size, actual: labels.length },
    });
  }
  const classes = classNames?.length ?? Infinity;
  for (let i = 0; i < size; i++) {
    const label = labels[i] ?? NaN;
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new ValuesError(
        `${owner}: label ${label} of image ${i} is not an integer in [0, ${classes}), in labels`,
        { data: { index: i, value: label } },
      );
    }
  }
  return Int32Array.from(labels);
}
