import { basename, dirname, join } from 'node:path';
import { checkOptions, checkText, wrongArgument } from '../argumentChecks.ts';
import { fileAccessError } from './fileErrors.ts';
import { checkFileSystem, nodeFileSystem } from './fileSystem.ts';
import type { FileSystem } from './fileSystem.ts';
import { writeSealed } from './hashedFile.ts';
import { temporaryName } from './temporaryName.ts';

/** Options of {@link writeFileAtomically}. */
export interface AtomicWriteOptions {
  /** Where to write. Default: the real disk. */
  readonly fileSystem?: FileSystem;
}

/**
 * Writes a file so that a reader, or a crash at any instant, finds either the old content or the new one.
 *
 * The content goes into a temporary file beside the target, is forced onto the disk and renamed. When that fails the
 * temporary file is removed and the old file is as it was.
 *
 * @param path - The file; its folder is created when it is not there.
 * @param content - Text, written as UTF-8, or bytes.
 * @param options - Where to write.
 * @throws ArgumentError when an argument is of a wrong kind; FileAccessError when the disk is full or refuses.
 *
 * @example
 * ```ts
 * import { writeFileAtomically } from '@causal-mechanisms/tensor-utils/node';
 * import { mkdtemp, readFile, rm } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 *
 * const folder = await mkdtemp(join(tmpdir(), 'example-'));
 * await writeFileAtomically(join(folder, 'result.json'), '{"matched":10}');
 * console.log(await readFile(join(folder, 'result.json'), 'utf8')); // {"matched":10}
 * await rm(folder, { recursive: true });
 * ```
 */
export async function writeFileAtomically(
  path: string,
  content: string | Uint8Array,
  options: AtomicWriteOptions = {},
): Promise<void> {
  const owner = 'writeFileAtomically';
  checkText(owner, 'path', path);
  const { fileSystem = nodeFileSystem } = checkOptions(owner, options);
  checkFileSystem(owner, fileSystem);
  if (typeof content !== 'string' && !isBytes(content)) {
    throw wrongArgument(owner, 'content', 'a text or a Uint8Array', content);
  }
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const folder = dirname(path);
  const temporary = join(folder, await temporaryName(basename(path)));
  try {
    await fileSystem.makeFolder(folder);
    await writeSealed(fileSystem, temporary, [bytes]);
    await fileSystem.rename(temporary, path);
    await fileSystem.syncFolder(folder);
  } catch (cause) {
    // The first failure is the one to report, even when the clean-up fails as well.
    await fileSystem.remove(temporary).catch(() => undefined);
    throw fileAccessError('writeFileAtomically', `write ${path}`, cause);
  }
}

/** Bytes of any realm, such as a Buffer. */
function isBytes(content: unknown): content is Uint8Array {
  return Object.prototype.toString.call(content) === '[object Uint8Array]';
}
