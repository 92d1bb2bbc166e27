import { FileFormatError } from '@causal-mechanisms/tensor-utils';
import type { IdxArray } from '../../formats/idxFile.ts';
import { readIdxFile } from './idxDisk.ts';

/** Images and labels as idx files hold them. */
export interface IdxImages {
  /** All pixels: bytes, or numbers in [0, 1]. */
  readonly pixels: Uint8Array | Float32Array;
  /** How many images there are. */
  readonly count: number;
  /** Rows and columns of each. */
  readonly shape: readonly [height: number, width: number];
  /** The class of each image, where there is a file of labels. */
  readonly labels?: Int32Array;
}

/** Which files are read, and how. */
export interface IdxImagesOptions {
  /** The file of the labels. Default: none. */
  readonly labels?: string | undefined;
  /** Whether rows and columns have changed places in the file, as in EMNIST. Default: false. */
  readonly transposed?: boolean;
}

/**
 * Reads images and labels from idx files.
 *
 * @param owner - Opens messages.
 * @param path - The images, of three dimensions.
 * @param options - The labels, of one dimension, or of two whose first column is the class.
 * @returns What they hold.
 * @throws FileFormatError when a file is damaged, has other dimensions or values than images or labels have, or the files disagree.
 */
export async function readIdxPair(
  owner: string,
  path: string,
  options: IdxImagesOptions = {},
): Promise<IdxImages> {
  const { labels: labelsPath, transposed = false } = options;
  const images = await readIdxFile(owner, path);
  const [count = 0, rows = 0, columns = 0] = images.shape;
  if (images.shape.length !== 3) throw wrongRank(owner, path, '3', images);
  if (count * rows * columns === 0) {
    throw new FileFormatError(`${owner}: ${path} holds no pixels`, {
      data: { shape: images.shape },
    });
  }
  const labels = labelsPath === undefined ? undefined : await readLabels(owner, labelsPath);
  if (labels !== undefined && labels.length !== count) {
    throw new FileFormatError(
      `${owner}: ${path} holds ${count} images but ${String(labelsPath)} holds ${labels.length} labels`,
      { data: { images: count, labels: labels.length } },
    );
  }
  const pixels = pixelsOf(owner, path, images);
  return {
    pixels: transposed ? exchanged(pixels, rows, columns) : pixels,
    count,
    shape: transposed ? [columns, rows] : [rows, columns],
    ...(labels === undefined ? {} : { labels }),
  };
}

async function readLabels(owner: string, path: string): Promise<Int32Array> {
  const array = await readIdxFile(owner, path);
  const { shape, data } = array;
  const [count = 0, columns = 1] = shape;
  if (shape.length > 2 || columns === 0) throw wrongRank(owner, path, '1 or 2', array);
  const labels = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const label = data[i * columns] ?? 0;
    if (!Number.isInteger(label) || label < 0 || label > 0x7fffffff) {
      throw new FileFormatError(
        `${owner}: ${path}: label ${label} of image ${i} is not an integer from 0 on`,
        { data: { path, index: i, value: label } },
      );
    }
    labels[i] = label;
  }
  return labels;
}

/** Bytes stay, whole numbers become bytes, others must be in [0, 1], which whoever takes them checks. */
function pixelsOf(
  owner: string,
  path: string,
  { type, data }: IdxArray,
): Uint8Array | Float32Array {
  if (type === 'uint8') return data as Uint8Array;
  if (type === 'float32') return data as Float32Array;
  if (type === 'float64') return Float32Array.from(data as Float64Array);
  const pixels = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const value = data[i] ?? 0;
    if (value < 0 || value > 255) {
      throw new FileFormatError(
        `${owner}: ${path}: whole numbers are pixels from 0 to 255, number ${i} is ${value}`,
        { data: { path, index: i, value } },
      );
    }
    pixels[i] = value;
  }
  return pixels;
}

function exchanged<Pixels extends Uint8Array | Float32Array>(
  pixels: Pixels,
  rows: number,
  columns: number,
): Pixels {
  const out = pixels.slice() as Pixels;
  const size = rows * columns;
  for (let start = 0; start < pixels.length; start += size) {
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < columns; x++) {
        out[start + x * rows + y] = pixels[start + y * columns + x] ?? 0;
      }
    }
  }
  return out;
}

function wrongRank(
  owner: string,
  path: string,
  expected: string,
  { shape }: IdxArray,
): FileFormatError {
  return new FileFormatError(
    `${owner}: ${path} should have ${expected} dimensions, it has ${shape.length}: ${shape.join(' x ')}`,
    { data: { path, expected, shape } },
  );
}
