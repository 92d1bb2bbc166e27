import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  fstatSync,
  openSync,
  readSync,
} from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { NativeError } from '../nativeError.mjs';

/**
 * @typedef {object} ZipEntry
 * @property {string} name - Path inside the archive, with forward slashes.
 * @property {number} method - 0 stored, 8 deflated.
 * @property {number} packedSize - Bytes in the archive.
 * @property {number} size - Bytes once unpacked.
 * @property {number} offset - Where its local header starts.
 * @property {boolean} executable - Whether its mode lets it run.
 */

const endSignature = 0x06054b50;
const directorySignature = 0x02014b50;
const localSignature = 0x04034b50;

/**
 * @param {string} archive - File name, for the message.
 * @param {string} what - What is wrong.
 * @returns {NativeError} The error to throw.
 */
function archiveError(archive, what) {
  return new NativeError('ERR_NATIVE_ARCHIVE', `${archive}: ${what}`);
}

/**
 * Refuses names that could be written outside of the target folder.
 *
 * @param {string} name - Path inside an archive.
 * @returns {boolean} Whether it is a plain relative path.
 */
export function isSafeName(name) {
  if (name === '' || name.includes('\\') || name.includes('\0') || name.includes(':')) return false;
  return !name.startsWith('/') && !name.split('/').includes('..');
}

/**
 * @param {number} descriptor - Open file.
 * @param {number} position - First byte.
 * @param {number} length - Number of bytes.
 * @param {string} archive - File name, for the message.
 * @returns {Buffer} The bytes.
 */
function readExactly(descriptor, position, length, archive) {
  const bytes = Buffer.alloc(length);
  if (readSync(descriptor, bytes, 0, length, position) !== length) {
    throw archiveError(archive, 'is cut short');
  }
  return bytes;
}

/**
 * @param {Buffer} directory - The central directory.
 * @param {number} count - How many entries it announces.
 * @param {string} archive - File name, for messages.
 * @returns {ZipEntry[]} Its entries.
 */
function parseDirectory(directory, count, archive) {
  const entries = [];
  const names = new Set();
  let at = 0;
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== directorySignature) {
      throw archiveError(archive, 'has a damaged directory');
    }
    const nameLength = directory.readUInt16LE(at + 28);
    const next =
      at + 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength);
    const method = directory.readUInt16LE(at + 10);
    const mode = directory.readUInt32LE(at + 38) >>> 16;
    if (!isSafeName(name))
      throw archiveError(archive, `refused: hostile name ${JSON.stringify(name)}`);
    if (names.has(name)) throw archiveError(archive, `refused: ${name} occurs twice`);
    if ((mode & 0o170000) === 0o120000) throw archiveError(archive, `refused: ${name} is a link`);
    if ((directory.readUInt16LE(at + 8) & 1) === 1 || (method !== 0 && method !== 8)) {
      throw archiveError(archive, `${name} is encrypted or packed in an unknown way`);
    }
    names.add(name);
    entries.push({
      name,
      method,
      packedSize: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
      executable: (mode & 0o111) !== 0,
    });
    at = next;
  }
  return entries;
}

/**
 * Reads the directory of a zip archive (a wheel is one) and refuses hostile ones as a whole.
 *
 * @param {string} archive - Path of the archive.
 * @returns {ZipEntry[]} Every entry, folders included (their names end in `/`).
 * @throws {NativeError} `ERR_NATIVE_ARCHIVE` when it is damaged, hostile or in zip64 format.
 */
export function readZipDirectory(archive) {
  const descriptor = openSync(archive, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const tailLength = Math.min(size, 22 + 65_535);
    const tail = readExactly(descriptor, size - tailLength, tailLength, archive);
    let end = tail.length - 22;
    while (end >= 0 && tail.readUInt32LE(end) !== endSignature) end -= 1;
    if (end < 0) throw archiveError(archive, 'is not a zip archive, or is cut short');
    const count = tail.readUInt16LE(end + 10);
    const directorySize = tail.readUInt32LE(end + 12);
    const start = tail.readUInt32LE(end + 16);
    if (count === 0xffff || start === 0xffffffff) throw archiveError(archive, 'is a zip64 archive');
    if (start + directorySize > size) throw archiveError(archive, 'has a damaged directory');
    return parseDirectory(readExactly(descriptor, start, directorySize, archive), count, archive);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Unpacks one entry as a stream, so that memory stays small for libraries of a gigabyte.
 *
 * @param {string} archive - Path of the archive.
 * @param {ZipEntry} entry - One of its entries.
 * @param {string} target - File to create; it must not exist.
 * @returns {Promise<string>} SHA-256 of the unpacked bytes, base64url without padding.
 * @throws {NativeError} `ERR_NATIVE_ARCHIVE` when the bytes do not have the announced size.
 */
export async function unpackEntry(archive, entry, target) {
  const descriptor = openSync(archive, 'r');
  let start;
  try {
    const header = readExactly(descriptor, entry.offset, 30, archive);
    if (header.readUInt32LE(0) !== localSignature) throw archiveError(archive, 'is damaged');
    start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  } finally {
    closeSync(descriptor);
  }
  const hash = createHash('sha256');
  let size = 0;
  const counter = new Transform({
    transform(chunk, _encoding, done) {
      size += chunk.length;
      hash.update(chunk);
      // A bomb announces little and unpacks to much: stop at the first byte too many.
      if (size > entry.size) done(archiveError(archive, `${entry.name} is larger than announced`));
      else done(null, chunk);
    },
  });
  const sink = createWriteStream(target, { flags: 'wx', mode: entry.executable ? 0o755 : 0o644 });
  const source =
    entry.packedSize === 0
      ? Readable.from([])
      : createReadStream(archive, {
          start,
          end: start + entry.packedSize - 1,
          highWaterMark: 1 << 20,
        });
  try {
    if (entry.method === 8) {
      await pipeline(source, createInflateRaw({ chunkSize: 1 << 20 }), counter, sink);
    } else {
      await pipeline(source, counter, sink);
    }
  } catch (error) {
    if (error instanceof NativeError) throw error;
    throw new NativeError('ERR_NATIVE_ARCHIVE', `${archive}: cannot unpack ${entry.name}`, {
      cause: error,
    });
  }
  if (size !== entry.size) throw archiveError(archive, `${entry.name} is shorter than announced`);
  return hash.digest('base64url');
}
