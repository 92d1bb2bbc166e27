import { crc32, inflateRawSync } from 'node:zlib';
import { FileFormatError } from '@causal-mechanisms/tensor-utils';

/** One file of an archive, as the archive's directory describes it. */
export interface ZipEntry {
  /** Its path within the archive, with forward slashes. */
  readonly name: string;
  /** Bytes in the archive. */
  readonly packedSize: number;
  /** Bytes that it claims to unpack to. */
  readonly size: number;
  /** 0: stored, 8: deflated. */
  readonly method: number;
  /** The CRC-32 of its content. */
  readonly crc: number;
  /** Where its local header is. */
  readonly offset: number;
}

/** What an archive may hold at most. */
export interface ZipLimits {
  /** Bytes that one file may claim. */
  readonly entryBytes: number;
  /** Bytes that all files together may claim. */
  readonly totalBytes: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
/** The end record is 22 bytes and a comment of at most 65535. */
const LONGEST_END = 22 + 65535;

/**
 * Lists the files of a zip archive. Nothing is unpacked.
 *
 * @param archive - What to call it in messages.
 * @param bytes - The whole archive.
 * @param limits - What it may claim.
 * @returns Its files; folders are left out.
 * @throws FileFormatError when it is no sound archive, claims too much, or holds a name that leads out of a folder.
 */
export function listZip(archive: string, bytes: Uint8Array, limits: ZipLimits): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(archive, view);
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff) throw broken(archive, 'zip64 is not supported');
  if (at + size > end) throw broken(archive, 'its directory is cut short');
  const entries: ZipEntry[] = [];
  let total = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== DIRECTORY_ENTRY) {
      throw broken(archive, 'its directory is damaged');
    }
    const nameEnd = at + 46 + view.getUint16(at + 28, true);
    if (nameEnd > end) throw broken(archive, 'its directory is damaged');
    const entry: ZipEntry = {
      name: new TextDecoder().decode(bytes.subarray(at + 46, nameEnd)),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    };
    checkName(archive, entry.name);
    total += entry.size;
    if (entry.size > limits.entryBytes || total > limits.totalBytes) {
      throw broken(
        archive,
        `${entry.name} claims ${entry.size} bytes (${total} with those before it), more than is allowed`,
      );
    }
    if (!entry.name.endsWith('/')) entries.push(entry);
    at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/**
 * Unpacks one file of an archive.
 *
 * @param archive - What to call the archive in messages.
 * @param bytes - The whole archive.
 * @param entry - The file.
 * @returns Its content; never more than it claimed.
 * @throws FileFormatError when it is damaged, packed by an unknown method, or unpacks to another size than it claimed.
 */
export function unzipEntry(archive: string, bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const { name, offset, packedSize, size, method, crc } = entry;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL_HEADER) {
    throw broken(archive, `${name} is not where the directory says`);
  }
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packedSize > bytes.length) throw broken(archive, `${name} is cut short`);
  const packed = bytes.subarray(start, start + packedSize);
  let content: Uint8Array;
  if (method === 0) content = packed;
  else if (method === 8) {
    try {
      // Zlib wants room for one byte at least.
      content = inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
    } catch (error) {
      throw broken(archive, `${name} does not unpack to the ${size} bytes that it claims`, error);
    }
  } else throw broken(archive, `${name} is packed by the unknown method ${method}`);
  if (content.length !== size) {
    throw broken(archive, `${name} does not unpack to the ${size} bytes that it claims`);
  }
  if (crc32(content) !== crc) throw broken(archive, `${name} is damaged: wrong CRC-32`);
  return content;
}

function findEnd(archive: string, view: DataView): number {
  const last = view.byteLength - 22;
  for (let at = last; at >= Math.max(0, view.byteLength - LONGEST_END); at--) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  }
  throw broken(archive, 'not a zip archive, or one that is cut short');
}

function checkName(archive: string, name: string): void {
  const hostile =
    name.startsWith('/') ||
    /^[A-Za-z]:/.test(name) ||
    name.includes('\\') ||
    name.includes('\0') ||
    name.split('/').includes('..');
  if (hostile) throw broken(archive, `it holds the unsafe name ${JSON.stringify(name)}`);
}

function broken(archive: string, problem: string, cause?: unknown): FileFormatError {
  return new FileFormatError(`${archive}: ${problem}`, { data: { archive }, cause });
}
