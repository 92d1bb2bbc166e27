import { stat } from 'node:fs/promises';
import { FileAccessError } from '@causal-mechanisms/tensor-utils';
import { systemReason } from '@causal-mechanisms/tensor-utils/node';

/**
 * Looks whether a path that was typed is there, before a run folder is made for it and a backend is started.
 *
 * @param option - Which option named it, such as `--images`.
 * @param path - The path.
 * @param kind - What it should be.
 * @throws FileAccessError that names the option when it is not there, or a folder in the place of a file, or something else in that of a folder.
 */
export async function expectThere(
  option: string,
  path: string,
  kind: 'folder' | 'file',
): Promise<void> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new FileAccessError(`train: ${option} ${path}: ${systemReason(cause)}`, {
      data: { option, path },
      cause,
    });
  });
  if (found.isDirectory() === (kind === 'folder')) return;
  throw new FileAccessError(
    `train: ${option} ${path}: ${kind === 'folder' ? 'it is no folder' : 'it is a folder, not a file'}`,
    { data: { option, path } },
  );
}
