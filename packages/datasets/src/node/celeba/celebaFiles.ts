import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FileAccessError } from '@causal-mechanisms/tensor-utils';
import { accessError, fileSize, systemCode } from '../fileAccess.ts';

/** Where CelebA is. */
export interface CelebaFiles {
  /** The folder of the images. */
  readonly imageFolder: string;
  /** The names of the files in it. */
  readonly images: ReadonlySet<string>;
  /** The table of attributes. */
  readonly attributes: string;
  /** The table of the splits. */
  readonly partition: string;
}

/** Where images lie: as they are usually unpacked, as they come, and as some archives of them unpack. */
const IMAGE_FOLDERS = [
  ['img_align_celeba'],
  ['img_align_celeba', 'img_align_celeba'],
  ['Img', 'img_align_celeba'],
];

/**
 * Finds the files of CelebA in `dir/celeba` or in `dir` itself.
 *
 * @param dir - The folder.
 * @returns The paths.
 * @throws FileAccessError that says what is missing and where it was looked for.
 */
export async function findCelebA(dir: string): Promise<CelebaFiles> {
  const homes = [join(dir, 'celeba'), dir];
  const attributes = await findTable(homes, 'Anno', 'list_attr_celeba');
  const partition = await findTable(homes, 'Eval', 'list_eval_partition');
  for (const home of homes) {
    for (const parts of IMAGE_FOLDERS) {
      const imageFolder = join(home, ...parts);
      const images = new Set(
        (await listFolder(imageFolder)).filter((name) => /\.jpe?g$/i.test(name)),
      );
      if (images.size > 0) return { imageFolder, images, attributes, partition };
    }
  }
  throw missing(homes, 'the folder img_align_celeba with its JPEG files');
}

async function findTable(homes: readonly string[], folder: string, name: string): Promise<string> {
  for (const home of homes) {
    for (const place of [home, join(home, folder)]) {
      for (const ending of ['.txt', '.csv']) {
        const path = join(place, `${name}${ending}`);
        if ((await fileSize(path)) !== undefined) return path;
      }
    }
  }
  throw missing(homes, `${name}.txt or ${name}.csv`);
}

async function listFolder(path: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) return [];
    throw accessError(path, 'list', error);
  }
}

function missing(homes: readonly string[], what: string): FileAccessError {
  return new FileAccessError(
    `readCelebA: ${what} is neither in ${homes.join(' nor in ')}; CelebA is for research only and comes from its authors: https://mmlab.ie.cuhk.edu.hk/projects/CelebA.html`,
    { data: { homes, what } },
  );
}
