import { basename, resolve, sep } from 'node:path';
import { FileAccessError } from '@causal-mechanisms/tensor-utils';
import type { ImageDataset } from '../image/imageDataset.ts';
import { imageFiles } from './images/imageFiles.ts';
import type { ImageSizeOptions } from './images/imageFiles.ts';
import { listImages } from './images/listImages.ts';

/** Options of {@link imageFolder}. */
export interface ImageFolderOptions extends ImageSizeOptions {
  /** Looks into sub-folders too. Default: true. */
  readonly recursive?: boolean;
}

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
  const { recursive = true, ...size } = options;
  const root = resolve(dir);
  const files = await imageFiles(
    'imageFolder',
    async () => {
      const paths = await listImages(root, recursive);
      if (paths.length > 0) return paths;
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
    ...folderLabels(root, paths),
    read,
  };
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
