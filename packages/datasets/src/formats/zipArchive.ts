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
  /** Where its packed bytes begin. */
  readonly start: number;
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
 * @throws FileFormatError when it is no sound archive, claims too much, holds files that share bytes, or a name that leads out of a
 *   folder, is there twice, is no UTF-8 or is another one where the file begins.
 */
export function listZip(archive: string, bytes: Uint8Array, limits: ZipLimits): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(archive, view);
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  const begin = view.getUint32(end + 16, true);
  if (count === 0xffff || begin === 0xffffffff) throw broken(archive, 'zip64 is not supported');
  if (begin + size > end) throw broken(archive, 'its directory is cut short');
  const entries: ZipEntry[] = [];
  const areas: Area[] = [{ name: 'the directory', from: begin, to: begin + size }];
  const names = new Set<string>();
  let at = begin;
  let total = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== DIRECTORY_ENTRY) {
      throw broken(archive, 'its directory is damaged');
    }
    const nameEnd = at + 46 + view.getUint16(at + 28, true);
    if (nameEnd > end) throw broken(archive, 'its directory is damaged');
    const nameBytes = bytes.subarray(at + 46, nameEnd);
    const name = decodeName(archive, nameBytes);
    checkName(archive, name);
    if (names.has(name)) throw broken(archive, `it holds ${name} twice`);
    names.add(name);
    const claimed = view.getUint32(at + 24, true);
    total += claimed;
    if (claimed > limits.entryBytes || total > limits.totalBytes) {
      throw broken(
        archive,
        `${name} claims ${claimed} bytes (${total} with those before it), more than is allowed`,
      );
    }
    const offset = view.getUint32(at + 42, true);
    const start = findStart(archive, { view, bytes, name, nameBytes, offset });
    const packedSize = view.getUint32(at + 20, true);
    if (start + packedSize > bytes.length) throw broken(archive, `${name} is cut short`);
    areas.push({ name, from: offset, to: start + packedSize });
    const method = view.getUint16(at + 10, true);
    const crc = view.getUint32(at + 16, true);
    if (!name.endsWith('/')) entries.push({ name, packedSize, size: claimed, method, crc, start });
    at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  if (at !== begin + size) {
    throw broken(archive, `its directory does not end with the ${count} files that it counts`);
  }
  refuseShared(archive, areas);
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
  const { name, start, packedSize, size, method, crc } = entry;
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

function decodeName(archive: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw broken(archive, `the name ${shownName(bytes)} is not in UTF-8`, cause);
  }
}

function shownName(bytes: Uint8Array): string {
  return JSON.stringify(new TextDecoder().decode(bytes.subarray(0, 200)));
}

/** Where an archive says that a file begins. */
interface Claim {
  readonly view: DataView;
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly nameBytes: Uint8Array;
  readonly offset: number;
}

/** Where the bytes of a file begin, once its own header has confirmed the name. */
function findStart(archive: string, { view, bytes, name, nameBytes, offset }: Claim): number {
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL_HEADER) {
    throw broken(archive, `${name} is not where the directory says`);
  }
  const nameEnd = offset + 30 + view.getUint16(offset + 26, true);
  const own = bytes.subarray(offset + 30, nameEnd);
  if (own.length !== nameBytes.length || own.some((byte, i) => byte !== nameBytes[i])) {
    throw broken(archive, `its directory says ${name} where the file says ${shownName(own)}`);
  }
  return nameEnd + view.getUint16(offset + 28, true);
}

/** A part of an archive. */
interface Area {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Files that share bytes make a small archive unpack to a huge one. */
function refuseShared(archive: string, areas: Area[]): void {
  areas.sort((a, b) => a.from - b.from);
  areas.forEach(({ name, from }, i) => {
    const before = areas[i - 1];
    if (before !== undefined && from < before.to) {
      throw broken(archive, `${before.name} and ${name} share bytes`);
    }
  });
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
