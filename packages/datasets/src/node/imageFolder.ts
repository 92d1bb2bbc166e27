import { basename, resolve, sep } from 'node:path';
import {
  ArgumentError,
  checkFlag,
  checkOptions,
  FileAccessError,
  FileFormatError,
} from '@causal-mechanisms/tensor-utils';
import { checkPath } from './fileAccess.ts';
import type { ImageDataset } from '../image/imageDataset.ts';
import { imageFiles } from './images/imageFiles.ts';
import type { ImageSizeOptions } from './images/imageFiles.ts';
import { listImages } from './images/listImages.ts';
import type { ListedImages } from './images/listImages.ts';

/** Options of {@link imageFolder}. */
export interface ImageFolderOptions extends ImageSizeOptions {
  /** Looks into sub-folders too. Default: true. */
  readonly recursive?: boolean;
  /**
   * What becomes of a sub-folder without images where the sub-folders are the classes: `refuse` the folder, `keep` its name and number, or
   * `leave-out`, which numbers the classes behind it otherwise than in a folder where it has images. Default: `refuse`.
   */
  readonly emptyClasses?: 'refuse' | 'keep' | 'leave-out';
}

/** The images of a folder. */
export interface ImageFolder extends ImageDataset {
  /** The files, in the order of the images. */
  readonly files: readonly string[];
  /** How many files and folders, at any level, were passed over as hidden or the system's own, such as `.DS_Store` and `__MACOSX`. */
  readonly skipped: number;
}

/**
 * The PNG and JPEG files of a folder as a data set. Needs the package `sharp`.
 *
 * Files are sorted by path; each is decoded when it is read, turned upright as its EXIF data say, and put on black where
 * it is transparent. When all images lie in sub-folders, the names of the first level become the labels. Links are followed; names that
 * begin with a dot and those that systems give, such as `__MACOSX`, are passed over and counted. Files are judged by their content: a GIF
 * that is called `.png` is refused. Of an animated PNG the first frame is read.
 *
 * @param dir - The folder.
 * @param options - Size, channels, sub-folders.
 * @returns The data set. `loadIntoMemory` keeps small ones decoded.
 * @throws MissingDependencyError without sharp; FileAccessError when there are no images, a link leads nowhere, or something else than a
 *   regular file is called like an image; ShapeError when sizes differ and none is asked for; FileFormatError that names a broken file,
 *   here or when it is read, a class without images, or a name that is not in UTF-8.
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
): Promise<ImageFolder> {
  checkPath('imageFolder', 'dir', dir);
  checkOptions('imageFolder', options);
  const { recursive = true, emptyClasses = 'refuse', ...size } = options;
  if (!['refuse', 'keep', 'leave-out'].includes(emptyClasses)) {
    throw new ArgumentError(
      `imageFolder: emptyClasses must be refuse, keep or leave-out, got ${emptyClasses}`,
    );
  }
  checkFlag('imageFolder', 'recursive', recursive);
  const root = resolve(dir);
  let listed: ListedImages = { paths: [], folders: [], skipped: 0 };
  const files = await imageFiles(
    'imageFolder',
    async () => {
      listed = await listImages(root, recursive);
      if (listed.paths.length > 0) return listed.paths;
      throw new FileAccessError(`imageFolder: ${dir} holds no PNG or JPEG images`, {
        data: { dir },
      });
    },
    size,
  );
  const { paths, shape, read } = files;
  return {
    name: `folder/${basename(root)}`,
    origin: { kind: 'own', description: `images of the folder ${basename(root)}` },
    size: paths.length,
    shape,
    ...folderLabels(root, listed, emptyClasses),
    read,
    files: paths,
    skipped: listed.skipped,
  };
}

/** The first level of sub-folders as classes, when no image lies outside of one. */
function folderLabels(
  root: string,
  { paths, folders }: ListedImages,
  emptyClasses: 'refuse' | 'keep' | 'leave-out',
): { labels?: Int32Array; classNames?: readonly string[] } {
  const owners = paths.map((path) => {
    const parts = path.slice(root.length + (root.endsWith(sep) ? 0 : 1)).split(sep);
    return parts.length > 1 ? parts[0] : undefined;
  });
  if (owners.includes(undefined)) return {};
  const used = new Set(owners);
  const empty = folders.filter((folder) => !used.has(folder));
  if (empty.length > 0 && emptyClasses === 'refuse') {
    throw new FileFormatError(
      `imageFolder: ${root}: the sub-folders are the classes, and ${empty.slice(0, 5).join(', ')}${empty.length > 5 ? ', ...' : ''} ${empty.length === 1 ? 'has' : 'have'} no PNG or JPEG images; set emptyClasses to keep or leave-out`,
      { data: { dir: root, empty } },
    );
  }
  const classNames = emptyClasses === 'keep' ? folders : folders.filter((name) => used.has(name));
  const numbers = new Map(classNames.map((name, number) => [name, number]));
  return {
    labels: Int32Array.from(owners, (owner) => numbers.get(owner ?? '') ?? 0),
    classNames,
  };
}
