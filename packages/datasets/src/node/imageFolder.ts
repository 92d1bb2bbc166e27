import { readdir } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import {
  ArgumentError,
  checkCount,
  FileAccessError,
  FileFormatError,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import type { ImageShape } from '@causal-mechanisms/tensor-utils';
import { accessError } from './fileAccess.ts';
import type { ImageDataset } from '../image/imageDataset.ts';
import { checkRead, pixelsPerImage } from '../image/readChecks.ts';
import { loadSharp } from './sharpLoader.ts';
import type { SharpFactory } from './sharpLoader.ts';

/** Options of {@link imageFolder}. */
export interface ImageFolderOptions {
  /** Rows to resize every image to; needs `width`. Default: the images' own, which must then agree. */
  readonly height?: number;
  /** Columns to resize every image to; needs `height`. Default: the images' own. */
  readonly width?: number;
  /** 1 for grey, 3 for red, green and blue. Default: 1 when every image is grey, else 3. */
  readonly channels?: 1 | 3;
  /** Looks into sub-folders too. Default: true. */
  readonly recursive?: boolean;
}

/** What is known about a file before it is decoded. */
interface FoundImage {
  readonly path: string;
  readonly height: number;
  readonly width: number;
  readonly grey: boolean;
}

/** Files that are looked at or decoded at the same time. */
const AT_ONCE = 8;
/** Pixels that one file may claim. */
const MOST_PIXELS = 2 ** 26;

/**
 * The PNG and JPEG files of a folder as a data set. Needs the package `sharp`.
 *
 * Files are sorted by path; each is decoded when it is read, turned upright as its EXIF data say, and put on black where
 * it is transparent. When all images lie in sub-folders, the names of the first level become the labels.
 *
 * @param dir - The folder.
 * @param options - Size, channels, sub-folders.
 * @returns The data set. `loadIntoMemory` keeps small ones decoded.
 * @throws MissingDependencyError without sharp; FileAccessError when there are no images; ShapeError when their sizes
 *   differ and none is asked for; FileFormatError that names a broken file, here or when it is read.
 *
 * @example
 * ```ts
 * import { mkdtemp } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import sharp from 'sharp';
 * import { imageFolder } from '@causal-mechanisms/datasets/node';
 *
 * const dir = await mkdtemp(join(tmpdir(), 'images-'));
 * const red = { width: 8, height: 6, channels: 3, background: 'red' } as const;
 * await sharp({ create: red }).png().toFile(join(dir, 'red.png'));
 * const images = await imageFolder(dir);
 * console.log(images.size, images.shape); // 1 [ 6, 8, 3 ]
 * ```
 */
export async function imageFolder(
  dir: string,
  options: ImageFolderOptions = {},
): Promise<ImageDataset> {
  const { height, width, recursive = true } = options;
  if ((height === undefined) !== (width === undefined)) {
    throw new ArgumentError('imageFolder: give height and width together, or neither');
  }
  if (height !== undefined) checkCount('imageFolder', 'height', height);
  if (width !== undefined) checkCount('imageFolder', 'width', width);
  const sharp = await loadSharp();
  const root = resolve(dir);
  const paths = await listImages(root, recursive);
  if (paths.length === 0) {
    throw new FileAccessError(`imageFolder: ${dir} holds no PNG or JPEG images`, { data: { dir } });
  }
  const found = await inParallel(paths, (path) => inspect(sharp, path));
  const channels = options.channels ?? (found.every(({ grey }) => grey) ? 1 : 3);
  const shape: ImageShape = [...commonSize(found, height, width), channels];
  const perImage = pixelsPerImage(shape);
  const name = `folder/${basename(root)}`;
  return {
    name,
    origin: { kind: 'own', description: `images of the folder ${basename(root)}` },
    size: found.length,
    shape,
    ...folderLabels(root, paths),
    read: async (indices, out) => {
      checkRead(name, indices, out, found.length, perImage);
      await inParallel([...indices.keys()], async (place) => {
        const path = paths[indices[place] ?? 0] ?? '';
        const bytes = await decode(sharp, path, shape);
        const start = place * perImage;
        for (let k = 0; k < perImage; k++) out[start + k] = (bytes[k] ?? 0) / 255;
      });
    },
  };
}

async function listImages(dir: string, recursive: boolean): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch((error: unknown) => {
    throw accessError(dir, 'list', error);
  });
  const paths: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) {
      if (recursive) paths.push(...(await listImages(path, recursive)));
    } else if (/\.(png|jpe?g)$/i.test(entry.name)) paths.push(path);
  }
  return paths;
}

async function inspect(sharp: SharpFactory, path: string): Promise<FoundImage> {
  try {
    const { autoOrient, channels } = await sharp(path, {
      limitInputPixels: MOST_PIXELS,
    }).metadata();
    return { path, height: autoOrient.height, width: autoOrient.width, grey: channels <= 2 };
  } catch (error) {
    throw brokenImage(path, error);
  }
}

async function decode(sharp: SharpFactory, path: string, shape: ImageShape): Promise<Uint8Array> {
  const [height, width, channels] = shape;
  let bytes: Uint8Array;
  try {
    const image = sharp(path, { limitInputPixels: MOST_PIXELS }).autoOrient();
    bytes = await image
      .flatten({ background: '#000000' })
      .resize({ width, height, fit: 'fill' })
      .toColourspace(channels === 1 ? 'b-w' : 'srgb')
      .raw({ depth: 'uchar' })
      .toBuffer();
  } catch (error) {
    throw brokenImage(path, error);
  }
  if (bytes.length !== pixelsPerImage(shape)) {
    throw brokenImage(path, new Error(`it decodes to ${bytes.length} bytes`));
  }
  return bytes;
}

function brokenImage(path: string, cause: unknown): FileFormatError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new FileFormatError(`imageFolder: ${path} is not a sound image: ${reason}`, {
    data: { path },
    cause,
  });
}

function commonSize(
  found: readonly FoundImage[],
  height: number | undefined,
  width: number | undefined,
): [height: number, width: number] {
  if (height !== undefined && width !== undefined) return [height, width];
  const first = found[0];
  if (first === undefined) return [0, 0];
  const others = found.filter(
    (image) => image.height !== first.height || image.width !== first.width,
  );
  if (others.length > 0) {
    const named = [first, ...others.slice(0, 4)].map(
      (image) => `${image.path} (${image.height}x${image.width})`,
    );
    throw new ShapeError(
      `imageFolder: the images differ in size; give height and width to resize them: ${named.join(', ')}`,
      { data: { files: [first, ...others].map(({ path }) => path) } },
    );
  }
  return [first.height, first.width];
}

/** The first level of sub-folders as classes, when no image lies outside of one. */
function folderLabels(
  root: string,
  paths: readonly string[],
): { labels?: Int32Array; classNames?: readonly string[] } {
  const folders = paths.map((path) => {
    const parts = path.slice(root.length + 1).split(sep);
    return parts.length > 1 ? parts[0] : undefined;
  });
  if (folders.includes(undefined)) return {};
  // The paths are sorted, and so are these.
  const classNames = [...new Set(folders.map((folder) => folder ?? ''))];
  return {
    labels: Int32Array.from(folders, (folder) => classNames.indexOf(folder ?? '')),
    classNames,
  };
}

/** Maps items with a bounded number of them under way; the results keep their order. */
async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [place, item] of queue) results[place] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  return results;
}
