import { FileFormatError } from '@causal-mechanisms/tensor-utils';

/** The content of an idx file of bytes. */
export interface IdxArray {
  /** The sizes of its dimensions; the first one counts the items. */
  readonly shape: readonly number[];
  /** The entries in row-major order: a view of the bytes that were parsed. */
  readonly data: Uint8Array;
}

/** What the start of an idx file says. */
export interface IdxHeader {
  /** The sizes of the dimensions. */
  readonly shape: readonly number[];
  /** Bytes of the header. */
  readonly headerBytes: number;
  /** Bytes of the whole file. */
  readonly totalBytes: number;
}

/** Options of {@link parseIdx}. */
export interface ParseIdxOptions {
  /** What to call the file in messages. Default: `idx`. */
  readonly name?: string;
}

/** The code of unsigned bytes, the only element type that the image sets use. */
const UNSIGNED_BYTE = 8;
/** No image set of this format comes near a gibibyte. */
const MOST_BYTES = 2 ** 30;

/**
 * Reads an idx file, the format of MNIST.
 *
 * @param bytes - The whole file, unpacked.
 * @param options - The name for messages.
 * @returns Its shape and entries; nothing is copied.
 * @throws FileFormatError for another magic number or element type, a truncated file, extra bytes, and a header that
 *   claims more than a gibibyte.
 *
 * @example
 * ```ts
 * import { parseIdx } from '@causal-mechanisms/datasets';
 *
 * const labels = parseIdx(Uint8Array.from([0, 0, 8, 1, 0, 0, 0, 2, 7, 3]));
 * console.log(labels.shape, [...labels.data]); // [ 2 ] [ 7, 3 ]
 * ```
 */
export function parseIdx(bytes: Uint8Array, options: ParseIdxOptions = {}): IdxArray {
  const { name = 'idx' } = options;
  const header = parseIdxHeader(bytes, name);
  if (bytes.length !== header.totalBytes) {
    const problem = bytes.length < header.totalBytes ? 'is truncated' : 'has extra bytes';
    throw new FileFormatError(
      `${name}: the file ${problem}: ${header.totalBytes} bytes expected, got ${bytes.length}`,
      { data: { name, expected: header.totalBytes, actual: bytes.length } },
    );
  }
  return { shape: header.shape, data: bytes.subarray(header.headerBytes) };
}

/**
 * Reads the start of an idx file.
 *
 * @param bytes - At least the header.
 * @param name - What to call the file in messages.
 * @returns Shape and sizes; the sizes are known to be sane.
 * @throws FileFormatError as {@link parseIdx}.
 */
export function parseIdxHeader(bytes: Uint8Array, name: string): IdxHeader {
  const [zero = -1, zeroAgain = -1, type = -1, rank = 0] = bytes;
  if (zero !== 0 || zeroAgain !== 0 || rank < 1) {
    const magic = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0'));
    throw new FileFormatError(
      `${name}: not an idx file: it should start with 00 00 08, it starts with ${magic.join(' ')}`,
      { data: { name, magic: magic.join(' ') } },
    );
  }
  if (type !== UNSIGNED_BYTE) {
    throw new FileFormatError(
      `${name}: only idx files of unsigned bytes (type 8) are read, got type ${type}`,
      { data: { name, type } },
    );
  }
  const headerBytes = 4 + 4 * rank;
  if (bytes.length < headerBytes) {
    throw new FileFormatError(`${name}: the file is truncated within its header`, {
      data: { name, expected: headerBytes, actual: bytes.length },
    });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const entries = shape.reduce((product, side) => product * side, 1);
  if (entries > MOST_BYTES) {
    throw new FileFormatError(
      `${name}: the header claims ${shape.join(' x ')} bytes, more than the ${MOST_BYTES} that are allowed`,
      { data: { name, shape, allowed: MOST_BYTES } },
    );
  }
  return { shape, headerBytes, totalBytes: headerBytes + entries };
}
