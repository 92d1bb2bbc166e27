import { FileFormatError } from '@causal-mechanisms/tensor-utils';
import { MOST_BIF_BYTES, parseBif } from '../causal/bif/parseBif.ts';
import { checkPath, readBounded } from './fileAccess.ts';
import type { CausalNetwork } from '../causal/causalNetwork.ts';

/**
 * Reads a network from a `.bif` file.
 *
 * @param path - The file.
 * @returns The network; variables in the order of the file.
 * @throws FileAccessError when it cannot be read; FileFormatError, with line and column, for anything that is not as it should be, for
 *   text that is not UTF-8 and, before reading, for more than 16 MiB.
 *
 * @example
 * ```ts
 * import { writeFile } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { readBif } from '@causal-mechanisms/datasets/node';
 *
 * const path = join(tmpdir(), 'rain.bif');
 * await writeFile(path, `network unknown {}
 *   variable rain { type discrete [ 2 ] { yes, no }; }
 *   probability ( rain ) { table 0.2, 0.8; }`);
 * const { names } = await readBif(path);
 * console.log(names); // [ 'rain' ]
 * ```
 */
export async function readBif(path: string): Promise<CausalNetwork> {
  checkPath('readBif', 'path', path);
  const bytes = await readBounded('readBif', path, MOST_BIF_BYTES);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FileFormatError(`${path}: the file is no text in UTF-8`, { data: { path }, cause });
  }
  return parseBif(text, { name: path });
}
