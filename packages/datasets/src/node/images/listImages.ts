import { readdir, realpath, stat } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { join } from 'node:path';
import { FileAccessError, FileFormatError } from '@causal-mechanisms/tensor-utils';
import { isSystemName } from '../../formats/systemNames.ts';
import { accessError } from '../fileAccess.ts';

/** What is in a folder of images. */
export interface ListedImages {
  /** The PNG and JPEG files, sorted. */
  readonly paths: readonly string[];
  /** The names of the sub-folders, sorted, with or without images in them; none where they are not looked into. */
  readonly folders: readonly string[];
  /** Files and folders, at any level, that were passed over as hidden or the system's own; what is in such a folder is not counted. */
  readonly skipped: number;
}

/**
 * @param dir - A folder.
 * @param recursive - Whether to look into its sub-folders; links are followed.
 * @returns Its images.
 * @throws FileAccessError when it cannot be listed, and for a link that leads nowhere or back to a folder that it lies in; FileFormatError
 *   for an image or a folder whose name is no UTF-8.
 */
export async function listImages(dir: string, recursive: boolean): Promise<ListedImages> {
  const real = await realpath(dir).catch((error: unknown) => {
    throw accessError(dir, 'list', error);
  });
  return listFolder(dir, recursive, [real]);
}

/** `ancestors`: the real paths of the folder and of those above it, itself last. */
async function listFolder(
  dir: string,
  recursive: boolean,
  ancestors: readonly string[],
): Promise<ListedImages> {
  const paths: string[] = [];
  const folders: string[] = [];
  let skipped = 0;
  for (const { name, kind } of await entriesOf(dir)) {
    const path = join(dir, name);
    if (isSystemName(name)) skipped++;
    else if (kind === 'folder' || kind === 'linked folder') {
      if (!recursive) continue;
      const real = kind === 'folder' ? join(ancestors.at(-1) ?? '', name) : await realpath(path);
      if (ancestors.includes(real)) {
        throw new FileAccessError(`${path}: the link leads back to a folder that it lies in`, {
          data: { path, target: real },
        });
      }
      const inside = await listFolder(path, recursive, [...ancestors, real]);
      folders.push(name);
      paths.push(...inside.paths);
      skipped += inside.skipped;
    } else if (isImageName(name)) paths.push(path);
  }
  return { paths, folders, skipped };
}

interface Entry {
  readonly name: string;
  readonly kind: 'folder' | 'linked folder' | 'file';
}

async function entriesOf(dir: string): Promise<Entry[]> {
  const listed = await readdir(dir, { withFileTypes: true, encoding: 'buffer' }).catch(
    (error: unknown) => {
      throw accessError(dir, 'list', error);
    },
  );
  const entries: Entry[] = [];
  for (const entry of listed) {
    const name = entry.name.toString('utf8');
    const bytes = Buffer.from(name);
    const readable = bytes.equals(entry.name);
    if (!readable && !entry.isDirectory() && !isImageName(name)) continue;
    if (!readable) {
      throw new FileFormatError(
        `${dir} holds ${JSON.stringify(name)}, a name that is not in UTF-8; rename it`,
        { data: { dir, name } },
      );
    }
    if (isSystemName(name)) entries.push({ name, kind: 'file' });
    else if (entry.isSymbolicLink()) {
      const target = await follow(join(dir, name));
      entries.push({ name, kind: target.isDirectory() ? 'linked folder' : 'file' });
    } else entries.push({ name, kind: entry.isDirectory() ? 'folder' : 'file' });
  }
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function follow(path: string): Promise<Stats> {
  return stat(path).catch((error: unknown) => {
    throw accessError(path, 'follow the link', error);
  });
}

function isImageName(name: string): boolean {
  return /\.(png|jpe?g)$/i.test(name);
}
