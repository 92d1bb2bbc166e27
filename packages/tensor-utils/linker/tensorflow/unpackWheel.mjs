import { readFileSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { NativeError } from '../nativeError.mjs';
import { hashFile } from './hashFile.mjs';
import { listWheel, unpackEntries } from './wheelArchive.mjs';

/** No TensorFlow or CUDA wheel unpacks to more: an announced size beyond is an attack or damage. */
const largestUnpacked = 16 * 2 ** 30;
const largestRecord = 64 * 2 ** 20;

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
 * @param {string} wheel - Path of the wheel, in a folder that can be written to.
 * @param {string} folder - An existing folder to unpack into.
 * @param {{ python: string, isWanted: (name: string) => boolean }} options - Path of python3; which files to unpack.
 * @returns {Promise<UnpackedFile[]>} What was unpacked.
 * @throws {NativeError} `ERR_NATIVE_ARCHIVE` for a damaged or hostile archive, `ERR_NATIVE_HASH`
 *   for a file that is not what RECORD says, `ERR_NATIVE_DISK` when the disk is too full.
 */
export async function unpackWheel(wheel, folder, { python, isWanted }) {
  const entries = await listWheel(python, wheel);
  const recordEntry = entries.find(({ name }) => /^[^/]+\.dist-info\/RECORD$/.test(name));
  if (recordEntry === undefined || recordEntry.size > largestRecord) {
    throw new NativeError('ERR_NATIVE_ARCHIVE', `${wheel}: has no usable RECORD, not a wheel`);
  }
  const wanted = entries.filter((entry) => entry !== recordEntry && isWanted(entry.name));
  const bytes = wanted.reduce((sum, { size }) => sum + size, recordEntry.size);
  if (bytes > largestUnpacked) {
    throw new NativeError('ERR_NATIVE_ARCHIVE', `${wheel}: announces ${bytes} bytes, refused`);
  }
  const disk = statfsSync(folder);
  if (bytes > disk.bavail * disk.bsize) {
    const gigabytes = (bytes / 2 ** 30).toFixed(1);
    throw new NativeError('ERR_NATIVE_DISK', `${folder}: ${gigabytes} GiB of free disk are needed`);
  }
  await unpackEntries(python, wheel, [recordEntry, ...wanted], folder);
  const record = parseRecord(readFileSync(join(folder, recordEntry.name), 'utf8'));
  const files = [];
  for (const { name, size } of wanted) {
    const file = join(folder, name);
    if (statSync(file).size !== size) {
      throw new NativeError('ERR_NATIVE_ARCHIVE', `${wheel}: ${name} is shorter than announced`);
    }
    const sha256 = await hashFile(file);
    if (record.get(name)?.sha256 !== sha256) {
      throw new NativeError(
        'ERR_NATIVE_HASH',
        `${wheel}: ${name} does not have the hash that the wheel's RECORD states`,
      );
    }
    files.push({ path: name, size, sha256 });
  }
  return files;
}
