import { basename } from 'node:path';
import {
  checkArray,
  checkCount,
  checkOptions,
  checkText,
  FileFormatError,
  pacer,
} from '@causal-mechanisms/tensor-utils';
import { arrayDataset } from '../image/arrayDataset.ts';
import { checkNumbersPerImage } from '../image/datasetChecks.ts';
import { findDataFile } from './dataFolder.ts';
import { checkPath, readBounded } from './fileAccess.ts';
import { ContentDigest } from './knownContent.ts';
import { decodeGrayPng, grayPngSize } from '../formats/grayPng.ts';
import { isSystemName } from '../formats/systemNames.ts';
import type { ImageDataset } from '../image/imageDataset.ts';
import { createResizer } from '../image/resampling.ts';
import { listZip, unzipEntry } from '../formats/zipArchive.ts';
import type { ZipEntry } from '../formats/zipArchive.ts';

/** The two sets of Omniglot (Lake et al., 2015): 964 characters of 30 alphabets, and 659 of 20 others. */
export type OmniglotSet = 'background' | 'evaluation';

/** Options of {@link readOmniglot}. */
export interface ReadOmniglotOptions {
  /** 964 characters of 30 alphabets, or 659 of 20 others. Default: `background`. */
  readonly set?: OmniglotSet;
  /** Rows and columns, each at least 1; the drawings of 105x105 are averaged by area. Default: `[46, 46]`. */
  readonly size?: readonly [height: number, width: number];
}

const MOST_PACKED_BYTES = 2 ** 27;
/** The published archives claim 5 MB. */
const LIMITS = { entryBytes: 2 ** 20, totalBytes: 2 ** 26 };
/** The published archives hold 213 million. */
const MOST_PIXELS = 2 ** 28;

/**
 * Reads one set of Omniglot from its zip archive.
 *
 * The drawings, black ink on white, become white ink on black. Labels are characters; `classNames` are
 * `<alphabet>/<character>`, sorted.
 *
 * @param dir - The folder with `images_background.zip` and `images_evaluation.zip`, or the one above it that holds
 *   `omniglot`.
 * @param options - Which set, and the size.
 * @returns The images, kept as bytes, 20 drawings of each character in a row.
 *   Their origin is `real` where they are, pixel by pixel, the published ones, else `own`.
 * @throws FileAccessError when the archive is missing; FileFormatError when it is damaged, hostile or holds another set, PNG files that
 *   are no drawings of it, or more than 268 million pixels.
 *
 * @example
 * ```ts
 * import { locateData, readOmniglot } from '@causal-mechanisms/datasets/node';
 *
 * const { dir } = await locateData();
 * try {
 *   const letters = await readOmniglot(dir, { set: 'evaluation' });
 *   console.log(letters.size, letters.shape);
 * } catch (error) {
 *   console.log('Omniglot is not here:', error instanceof Error ? error.message : error);
 * }
 * ```
 */
export async function readOmniglot(
  dir: string,
  options: ReadOmniglotOptions = {},
): Promise<ImageDataset> {
  checkPath('readOmniglot', 'dir', dir);
  checkOptions('readOmniglot', options);
  const { set = 'background' } = options;
  checkText('readOmniglot', 'set', set, ['background', 'evaluation']);
  if (options.size !== undefined) checkArray('readOmniglot', 'size', options.size);
  const path = await findDataFile('readOmniglot', dir, 'omniglot', [`images_${set}.zip`]);
  return readOmniglotArchive(path, options);
}

/**
 * Reads one archive of Omniglot.
 *
 * @param path - The archive.
 * @param options - Which set it should hold, and the size of the images.
 * @returns The images.
 * @throws As {@link readOmniglot}.
 */
export async function readOmniglotArchive(
  path: string,
  options: ReadOmniglotOptions = {},
): Promise<ImageDataset> {
  const { set = 'background', size = [46, 46] } = options;
  const [height, width] = size;
  checkCount('readOmniglot', 'size[0]', height);
  checkCount('readOmniglot', 'size[1]', width);
  checkNumbersPerImage('readOmniglot', 'the product of size', [height, width]);
  const archive = await readBounded('readOmniglot', path, MOST_PACKED_BYTES);
  const pause = pacer();
  const entries = listZip(path, archive, LIMITS);
  await pause();
  const drawings = findDrawings(path, entries, set);
  const files = await unpack(path, archive, drawings);
  const classNames = [...new Set(drawings.map((drawing) => drawing.character))];
  const places = new Map(classNames.map((name, place) => [name, place]));
  const pixels = new Uint8Array(drawings.length * height * width);
  const image = new Float32Array(height * width);
  let ink = new Float32Array(0);
  const labels = new Int32Array(drawings.length);
  let resize: ReturnType<typeof createResizer> | undefined;
  let sourceShape = '';
  const digest = new ContentDigest();
  for (const [i, { entry, character }] of drawings.entries()) {
    await pause();
    const drawn = decodeGrayPng(`${path}: ${entry.name}`, files[i] ?? new Uint8Array(0));
    digest.add(new TextEncoder().encode(entry.name));
    digest.add(drawn.pixels);
    const shape = `${drawn.height}x${drawn.width}`;
    if (resize === undefined || shape !== sourceShape) {
      resize = createResizer([drawn.height, drawn.width], [height, width], 1, 'area');
      sourceShape = shape;
    }
    // Ink is black in the files. A loop: Float32Array.from with a function takes ten times as long.
    if (ink.length !== drawn.pixels.length) ink = new Float32Array(drawn.pixels.length);
    for (let k = 0; k < ink.length; k++) ink[k] = 1 - (drawn.pixels[k] ?? 0) / 255;
    resize(ink, 0, image, 0);
    const start = i * image.length;
    for (let k = 0; k < image.length; k++) {
      // A byte cuts the fraction off, so half a step more rounds.
      pixels[start + k] = (image[k] ?? 0) * 255 + 0.5;
    }
    labels[i] = places.get(character) ?? 0;
  }
  const published = digest.isPublished(`omniglot/${set}`);
  return arrayDataset({
    name: published ? `omniglot/${set}` : `archive/${basename(path)}`,
    origin: published
      ? { kind: 'real', description: `Omniglot ${set} set` }
      : {
          kind: 'own',
          description: `drawings of your own archive ${basename(path)}, which are not those of Omniglot`,
        },
    pixels,
    shape: [height, width, 1],
    labels,
    classNames,
  });
}

/** Unpacks all drawings, and adds their pixels up before any of them is decoded. */
async function unpack(
  path: string,
  archive: Uint8Array,
  drawings: readonly { readonly entry: ZipEntry }[],
): Promise<Uint8Array[]> {
  const pause = pacer();
  const files: Uint8Array[] = [];
  let pixels = 0;
  for (const { entry } of drawings) {
    await pause();
    const file = unzipEntry(path, archive, entry);
    const { height, width } = grayPngSize(`${path}: ${entry.name}`, file);
    pixels += height * width;
    if (pixels > MOST_PIXELS) {
      throw new FileFormatError(
        `${path}: its drawings have more than the ${MOST_PIXELS} pixels that are allowed`,
        { data: { path, allowed: MOST_PIXELS } },
      );
    }
    files.push(file);
  }
  return files;
}

function findDrawings(
  path: string,
  entries: readonly ZipEntry[],
  set: OmniglotSet,
): { entry: ZipEntry; character: string }[] {
  const layout = new RegExp(`^images_${set}/([^/]+/[^/]+)/[^/]+\\.png$`);
  const drawings: { entry: ZipEntry; character: string }[] = [];
  let stray: ZipEntry | undefined;
  for (const entry of entries) {
    if (entry.name.split('/').some(isSystemName)) continue;
    const character = layout.exec(entry.name)?.[1];
    if (character !== undefined) drawings.push({ entry, character });
    else if (/\.png$/i.test(entry.name)) stray ??= entry;
  }
  if (drawings.length === 0) {
    throw new FileFormatError(
      `${path}: the archive does not hold the ${set} set: no images_${set}/<alphabet>/<character>/*.png`,
      { data: { path, set } },
    );
  }
  if (stray !== undefined) {
    throw new FileFormatError(
      `${path}: ${stray.name} is no drawing of the ${set} set, which are images_${set}/<alphabet>/<character>/*.png`,
      { data: { path, set, name: stray.name } },
    );
  }
  return drawings.sort((a, b) => (a.entry.name < b.entry.name ? -1 : 1));
}
