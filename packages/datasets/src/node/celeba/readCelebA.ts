import { basename, join } from 'node:path';
import {
  ArgumentError,
  checkCount,
  checkOptions,
  FileFormatError,
  nearestName,
} from '@causal-mechanisms/tensor-utils';
import type { ImageShape } from '@causal-mechanisms/tensor-utils';
import { checkPath } from '../fileAccess.ts';
import { checkFactors } from '../../factors/factorDataset.ts';
import type { Factor, FactorDataset } from '../../factors/factorTypes.ts';
import { checkNumbersPerImage } from '../../image/datasetChecks.ts';
import { checkRead, pixelsPerImage } from '../../image/readChecks.ts';
import { cellFailure } from '../csv/csvRows.ts';
import { decodeImage } from '../images/decodeImage.ts';
import type { CropArea } from '../images/decodeImage.ts';
import { inParallel } from '../images/inParallel.ts';
import { checkCrop, checkTextsOption } from '../optionChecks.ts';
import { loadSharp } from '../sharpLoader.ts';
import { findCelebA } from './celebaFiles.ts';
import { readFileTable } from './fileTable.ts';
import type { FileTable } from './fileTable.ts';

/** Options of {@link readCelebA}. */
export interface ReadCelebAOptions {
  /** 162 770 images for training, 19 867 for the choice of models, 19 962 for tests, or all. Default: `train`. */
  readonly split?: 'train' | 'valid' | 'test' | 'all';
  /** Rows and columns that images are resized to. Default: 64. */
  readonly side?: number;
  /** The part of each image, of 178 columns and 218 rows, that is taken. Default: 128x128, 25 from the left and 45 from the top. */
  readonly crop?: CropArea;
  /** The attributes to keep, in this order, such as the factors of a graph. Default: all 40. */
  readonly attributes?: readonly string[];
}

const SPLITS = ['train', 'valid', 'test'];
/** The images have 38 804. */
const MOST_PIXELS = 2 ** 20;
/** Rows and columns of every image. */
const SIDES = [218, 178] as const;
const CROP: CropArea = { left: 25, top: 45, width: 128, height: 128 };

/**
 * Reads CelebA (Liu et al., 2015): faces with binary attributes, from the folder `img_align_celeba`, `list_attr_celeba` and
 * `list_eval_partition`, as `.txt` or as `.csv`. Needs the package `sharp`.
 *
 * Images are cropped, resized and decoded when they are read; `loadFactorsIntoMemory` decodes them once: 12 KB each at 64x64, 2 GB for the
 * training set.
 *
 * @param dir - The folder with these, or the one above it that holds `celeba`; the sub-folders `Anno`, `Eval` and `Img` in which they come
 *   are looked into too.
 * @param options - Split, size, attributes.
 * @returns The faces, in colour, and their attributes: 1 where the files say 1, 0 where they say -1.
 * @throws FileAccessError when files are missing; FileFormatError with file, line and column for what is wrong in a table: counts that
 *   disagree, a row of another length, values other than 1 and -1, an image that is not there; and, naming the file, for a broken image
 *   when it is read; ArgumentError for an unknown attribute; MissingDependencyError without sharp.
 *
 * @example
 * ```ts
 * import { celebaSmileGraph } from '@causal-mechanisms/datasets';
 * import { locateData, readCelebA } from '@causal-mechanisms/datasets/node';
 *
 * const { dir } = await locateData();
 * try {
 *   const faces = await readCelebA(dir, { split: 'test', attributes: celebaSmileGraph.factors });
 *   console.log(faces.size, faces.shape);
 * } catch (error) {
 *   console.log('CelebA is not here:', error instanceof Error ? error.message : error);
 * }
 * ```
 */
export async function readCelebA(
  dir: string,
  options: ReadCelebAOptions = {},
): Promise<FactorDataset> {
  checkPath('readCelebA', 'dir', dir);
  checkOptions('readCelebA', options);
  const { split = 'train', side = 64, crop = CROP } = options;
  if (split !== 'all' && !SPLITS.includes(split)) {
    throw new ArgumentError(`readCelebA: split must be train, valid, test or all, got ${split}`);
  }
  checkCount('readCelebA', 'side', side);
  checkNumbersPerImage('readCelebA', 'the numbers of an image of this side', [side, side, 3]);
  checkCrop('readCelebA', crop, SIDES);
  checkTextsOption('readCelebA', 'attributes', options.attributes);
  const found = await findCelebA(dir);
  const table = await readFileTable(found.attributes, { layout: 'attributes', allowed: [1, -1] });
  const places = attributePlaces(table, options.attributes ?? table.names);
  checkImages(table, found.imageFolder, found.images);
  const parts = await readParts(found.partition, table);
  const rows = Array.from(table.files.keys()).filter(
    (row) => split === 'all' || parts[row] === SPLITS.indexOf(split),
  );
  if (rows.length === 0) {
    throw new FileFormatError(`${found.partition}: no image is in the split "${split}"`, {
      data: { path: found.partition, split },
    });
  }
  const sharp = await loadSharp('readCelebA');
  const shape: ImageShape = [side, side, 3];
  const perImage = pixelsPerImage(shape);
  const name = `celeba/${split}`;
  return {
    name,
    origin: {
      kind: 'real',
      description: `CelebA, ${split === 'all' ? 'all images' : `split ${split}`}`,
    },
    size: rows.length,
    shape,
    factors: places.map((place): Factor => ({ name: table.names[place] ?? '', kind: 'binary' })),
    values: Float64Array.from({ length: rows.length * places.length }, (_, i) => {
      const row = rows[Math.floor(i / places.length)] ?? 0;
      const place = places[i % places.length] ?? 0;
      return table.values[row * table.names.length + place] === 1 ? 1 : 0;
    }),
    read: async (indices, out) => {
      checkRead(name, indices, out, rows.length, perImage);
      await inParallel([...indices.keys()], async (place) => {
        const file = table.files[rows[indices[place] ?? 0] ?? 0] ?? '';
        const bytes = await decodeImage('readCelebA', sharp, join(found.imageFolder, file), shape, {
          crop,
          mostPixels: MOST_PIXELS,
        });
        const start = place * perImage;
        for (let k = 0; k < perImage; k++) out[start + k] = (bytes[k] ?? 0) / 255;
      });
    },
  };
}

function attributePlaces(table: FileTable, wanted: readonly string[]): number[] {
  checkFactors(
    'readCelebA',
    wanted.map((name) => ({ name, kind: 'binary' })),
  );
  return wanted.map((name) => {
    const place = table.names.indexOf(name);
    if (place >= 0) return place;
    const near = nearestName(name, table.names);
    throw new ArgumentError(
      `readCelebA: ${table.path} has no attribute "${name}"${near === undefined ? '' : `; did you mean "${near}"?`}`,
      { data: { name, attributes: table.names } },
    );
  });
}

/** Missing images that a message names. */
const MOST_NAMED = 10;

/** All at once, so that nobody completes a folder file by file. */
function checkImages(table: FileTable, folder: string, images: ReadonlySet<string>): void {
  const rows = Array.from(table.files.keys()).filter((row) => !images.has(table.files[row] ?? ''));
  const [first, ...others] = rows;
  if (first === undefined) return;
  const named = others.slice(0, MOST_NAMED - 1).map((row) => table.files[row]);
  const rest = others.length >= MOST_NAMED ? ` and ${others.length - MOST_NAMED + 1} more` : '';
  const more = others.length === 0 ? '' : `; nor are ${named.join(', ')}${rest}`;
  throw cellFailure(
    table.path,
    table.lines[first] ?? 0,
    1,
    `the image ${table.files[first] ?? ''} is not in ${folder}${more}`,
  );
}

async function readParts(path: string, attributes: FileTable): Promise<Int8Array> {
  const table = await readFileTable(path, { layout: 'numbers', allowed: [0, 1, 2] });
  const rows = new Map(attributes.files.map((file, row) => [file, row]));
  const parts = new Int8Array(attributes.files.length);
  table.files.forEach((file, row) => {
    const place = rows.get(file);
    if (place === undefined) {
      throw cellFailure(
        path,
        table.lines[row] ?? 0,
        1,
        `${file} has no row in ${basename(attributes.path)}`,
      );
    }
    parts[place] = table.values[row] ?? 0;
  });
  if (table.files.length !== attributes.files.length) {
    const known = new Set(table.files);
    const first = attributes.files.find((file) => !known.has(file)) ?? '';
    throw new FileFormatError(
      `${path}: there are ${table.files.length} rows, but ${basename(attributes.path)} has ${attributes.files.length}; ${first} has none`,
      { data: { path, expected: attributes.files.length, actual: table.files.length } },
    );
  }
  return parts;
}
