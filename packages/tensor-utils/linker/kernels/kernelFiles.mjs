import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../cacheFolder.mjs';

/**
 * @typedef {object} KernelFiles
 * @property {string} source - The C++ file to compile; it includes all others.
 * @property {string} folder - Where what is compiled from them for this processor lies.
 * @property {string} addon - The shared object in it.
 * @property {string} record - How it was made, or why it could not be.
 */

const sourceFolder = fileURLToPath(new URL('../../kernels/native', import.meta.url));
const mainSource = 'kernels.cpp';

/**
 * What the instructions of a shared object depend on. A cache folder may be shared by machines with other processors,
 * and code for one of them can end the process on another.
 *
 * @returns {string} The processor's abilities, as far as the system tells them.
 */
export function processorText() {
  const { platform, arch } = process;
  const model = cpus()[0]?.model ?? '';
  let flags = '';
  if (existsSync('/proc/cpuinfo')) {
    const lines = readFileSync('/proc/cpuinfo', 'utf8').split('\n');
    flags = lines.find((line) => /^(flags|Features)\s*:/.test(line)) ?? '';
  }
  return [platform, arch, model, flags].join('\n');
}

/**
 * Where the native training kernels of this version of the package for this processor lie, whether they are there or
 * not.
 *
 * @param {string} [cache] - Cache folder. Default: the user's.
 * @returns {KernelFiles} Their files.
 */
export function kernelFiles(cache = cacheFolder()) {
  const names = readdirSync(sourceFolder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(cpp|h)$/.test(name),
  );
  const hash = createHash('sha256').update(processorText());
  for (const name of names.sort()) hash.update(name).update(readFileSync(join(sourceFolder, name)));
  const folder = join(cache, 'kernels', hash.digest('hex').slice(0, 20));
  return {
    source: join(sourceFolder, mainSource),
    folder,
    addon: join(folder, 'causal_kernels.node'),
    record: join(folder, 'record.json'),
  };
}
