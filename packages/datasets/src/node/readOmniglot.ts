import { checkCount, FileFormatError, pacer } from '@causal-mechanisms/tensor-utils';
import { arrayDataset } from '../image/arrayDataset.ts';
import { findDataFile } from './dataFolder.ts';
import { readBounded } from './fileAccess.ts';
import { decodeGrayPng } from '../formats/grayPng.ts';
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
const LIMITS = { entryBytes: 2 ** 20, totalBytes: 2 ** 28 };

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
 * @throws FileAccessError when the archive is missing; FileFormatError when it is damaged, hostile or holds another set.
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
  const { set = 'background' } = options;
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
  const archive = await readBounded(path, MOST_PACKED_BYTES);
  const pause = pacer();
  const entries = listZip(path, archive, LIMITS);
  await pause();
  const drawings = findDrawings(path, entries, set);
  const classNames = [...new Set(drawings.map((drawing) => drawing.character))];
  const places = new Map(classNames.map((name, place) => [name, place]));
  const pixels = new Uint8Array(drawings.length * height * width);
  const image = new Float32Array(height * width);
  let ink = new Float32Array(0);
  const labels = new Int32Array(drawings.length);
  let resize: ReturnType<typeof createResizer> | undefined;
  let sourceShape = '';
  for (const [i, { entry, character }] of drawings.entries()) {
    await pause();
    const drawn = decodeGrayPng(`${path}: ${entry.name}`, unzipEntry(path, archive, entry));
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
  return arrayDataset({
    name: `omniglot/${set}`,
    origin: { kind: 'real', description: `Omniglot ${set} set` },
    pixels,
    shape: [height, width, 1],
    labels,
    classNames,
  });
}

function findDrawings(
  path: string,
  entries: readonly ZipEntry[],
  set: OmniglotSet,
): { entry: ZipEntry; character: string }[] {
  const layout = new RegExp(`^images_${set}/([^/]+/[^/]+)/[^/]+\\.png$`);
  const drawings = entries.flatMap((entry) => {
    const character = layout.exec(entry.name)?.[1];
    return character === undefined ? [] : [{ entry, character }];
  });
  if (drawings.length === 0) {
    throw new FileFormatError(
      `${path}: the archive does not hold the ${set} set: no images_${set}/<alphabet>/<character>/*.png`,
      { data: { path, set } },
    );
  }
  return drawings.sort((a, b) => (a.entry.name < b.entry.name ? -1 : 1));
}
