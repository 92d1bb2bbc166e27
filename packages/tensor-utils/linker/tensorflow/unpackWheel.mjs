import { mkdirSync, readFileSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { NativeError } from '../nativeError.mjs';
import { readZipDirectory, unpackEntry } from './zipArchive.mjs';

/** No TensorFlow or CUDA wheel unpacks to more: an announced size beyond is an attack or damage. */
const largestUnpacked = 16 * 2 ** 30;

/**
 * @typedef {object} UnpackedFile
 * @property {string} path - Path inside the wheel.
 * @property {number} size - Bytes.
 * @property {string} sha256 - Hash, base64url without padding.
 */

const headerFolders = [
  'tensorflow/c/',
  'tensorflow/core/platform/',
  'tensorflow/tsl/',
  'tsl/',
  'xla/tsl/',
].map((folder) => `tensorflow/include/${folder}`);

/**
 * Which files of a TensorFlow wheel the addon needs: two libraries and the headers of the C API.
 *
 * @param {string} name - Path inside the wheel.
 * @returns {boolean} Whether to unpack it.
 */
export function isTensorflowFile(name) {
  if (/^tensorflow\/libtensorflow_(cc|framework)\.(so\.2|2\.dylib)$/.test(name)) return true;
  if (/^[^/]+\.dist-info\/(METADATA|LICENSE[^/]*)$/.test(name)) return true;
  return headerFolders.some((folder) => name.startsWith(folder)) && !name.endsWith('/');
}

/**
 * Which files of an NVIDIA wheel TensorFlow needs at run time: all but headers and Python.
 *
 * @param {string} name - Path inside the wheel.
 * @returns {boolean} Whether to unpack it.
 */
export function isCudaFile(name) {
  return name.startsWith('nvidia/') && !/\/include\/|\.(py|a|h|hpp|pyc)$|\/$/.test(name);
}

/**
 * The hashes that a wheel states for its own files.
 *
 * @param {string} text - Its RECORD file.
 * @returns {Map<string, { sha256: string, size: number }>} By path; entries without a hash are left out.
 */
export function parseRecord(text) {
  const record = new Map();
  for (const line of text.split(/\r?\n/)) {
    const match = /^(?:"((?:[^"]|"")*)"|([^",]*)),sha256=([A-Za-z0-9_-]{43}),(\d+)$/.exec(line);
    if (match === null) continue;
    const path = match[1]?.replaceAll('""', '"') ?? match[2] ?? '';
    record.set(path, { sha256: match[3] ?? '', size: Number(match[4]) });
  }
  return record;
}

/**
 * Unpacks the chosen files of a wheel and checks each against the hash in the wheel's RECORD.
 *
 * @param {string} wheel - Path of the wheel.
 * @param {(name: string) => boolean} isWanted - Which files to unpack.
 * @param {string} folder - An existing folder to unpack into.
 * @returns {Promise<UnpackedFile[]>} What was unpacked.
 * @throws {NativeError} `ERR_NATIVE_ARCHIVE` for a damaged or hostile archive, `ERR_NATIVE_HASH`
 *   for a file that is not what RECORD says, `ERR_NATIVE_DISK` when the disk is too full.
 */
export async function unpackWheel(wheel, isWanted, folder) {
  const entries = readZipDirectory(wheel);
  const wanted = entries.filter(({ name }) => isWanted(name));
  const bytes = wanted.reduce((sum, { size }) => sum + size, 0);
  if (bytes > largestUnpacked) {
    throw new NativeError('ERR_NATIVE_ARCHIVE', `${wheel}: announces ${bytes} bytes, refused`);
  }
  const disk = statfsSync(folder);
  if (bytes > disk.bavail * disk.bsize) {
    const gigabytes = (bytes / 2 ** 30).toFixed(1);
    throw new NativeError('ERR_NATIVE_DISK', `${folder}: ${gigabytes} GiB of free disk are needed`);
  }
  const record = parseRecord(await readRecord(wheel, entries, folder));
  const files = [];
  const made = new Set();
  for (const entry of wanted) {
    const target = join(folder, ...entry.name.split('/'));
    if (!made.has(dirname(target))) mkdirSync(dirname(target), { recursive: true });
    made.add(dirname(target));
    const sha256 = await unpackEntry(wheel, entry, target);
    if (record.get(entry.name)?.sha256 !== sha256) {
      throw new NativeError(
        'ERR_NATIVE_HASH',
        `${wheel}: ${entry.name} does not have the hash that the wheel's RECORD states`,
      );
    }
    files.push({ path: entry.name, size: entry.size, sha256 });
  }
  return files;
}

/**
 * @param {string} wheel - Path of the wheel.
 * @param {readonly import('./zipArchive.mjs').ZipEntry[]} entries - Its entries.
 * @param {string} folder - Where to unpack the file.
 * @returns {Promise<string>} Text of the RECORD file.
 */
async function readRecord(wheel, entries, folder) {
  const entry = entries.find(({ name }) => /^[^/]+\.dist-info\/RECORD$/.test(name));
  if (entry === undefined || entry.size > 64 * 2 ** 20) {
    throw new NativeError('ERR_NATIVE_ARCHIVE', `${wheel}: has no usable RECORD, not a wheel`);
  }
  const target = join(folder, ...entry.name.split('/'));
  mkdirSync(dirname(target), { recursive: true });
  await unpackEntry(wheel, entry, target);
  return readFileSync(target, 'utf8');
}
