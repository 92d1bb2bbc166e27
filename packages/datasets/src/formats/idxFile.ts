import {
  checkNumbers,
  checkOptions,
  checkText,
  FileFormatError,
} from '@causal-mechanisms/tensor-utils';

/** What the entries of an idx file may be. */
export type IdxType = 'uint8' | 'int8' | 'int16' | 'int32' | 'float32' | 'float64';

/** The entries of an idx file, in the array that fits their type. */
export type IdxData =
  Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;

/** The content of an idx file. */
export interface IdxArray {
  /** The sizes of its dimensions; the first one counts the items. */
  readonly shape: readonly number[];
  /** What the entries are. */
  readonly type: IdxType;
  /** The entries in row-major order: of bytes, a view of what was parsed; of larger types, in this machine's order. */
  readonly data: IdxData;
}

/** What the start of an idx file says. */
export interface IdxHeader {
  /** The sizes of the dimensions. */
  readonly shape: readonly number[];
  /** What the entries are. */
  readonly type: IdxType;
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

/** The element types by their codes. There is no type 10. */
const TYPES: Readonly<Partial<Record<number, IdxType>>> = {
  8: 'uint8',
  9: 'int8',
  11: 'int16',
  12: 'int32',
  13: 'float32',
  14: 'float64',
};
/** Larger entries come with their highest byte first. */
const READERS = {
  uint8: { bytes: 1, array: Uint8Array, read: (view: DataView, at: number) => view.getUint8(at) },
  int8: { bytes: 1, array: Int8Array, read: (view: DataView, at: number) => view.getInt8(at) },
  int16: { bytes: 2, array: Int16Array, read: (view: DataView, at: number) => view.getInt16(at) },
  int32: { bytes: 4, array: Int32Array, read: (view: DataView, at: number) => view.getInt32(at) },
  float32: {
    bytes: 4,
    array: Float32Array,
    read: (view: DataView, at: number) => view.getFloat32(at),
  },
  float64: {
    bytes: 8,
    array: Float64Array,
    read: (view: DataView, at: number) => view.getFloat64(at),
  },
};
/** No image set of this format comes near a gibibyte. */
const MOST_BYTES = 2 ** 30;

/**
 * Reads an idx file, the format of MNIST.
 *
 * @param bytes - The whole file, unpacked.
 * @param options - The name for messages.
 * @returns Its shape and entries; bytes are not copied.
 * @throws ArgumentError when there are no bytes to read; FileFormatError for another magic number, an unknown element type, a truncated file, extra bytes, and a header that
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
  const { name = 'idx' } = checkOptions('parseIdx', options);
  checkText('parseIdx', 'name', name);
  checkNumbers('parseIdx', 'bytes', bytes, { kinds: [Uint8Array], anyNumber: true });
  const header = parseIdxHeader(bytes, name);
  if (bytes.length !== header.totalBytes) throw wrongSize(name, header.totalBytes, bytes.length);
  const { shape, type, headerBytes } = header;
  return { shape, type, data: entriesOf(bytes.subarray(headerBytes), type) };
}

/**
 * @param name - What to call the file in messages.
 * @param expected - Bytes that its header claims.
 * @param actual - Bytes that it has.
 * @returns What is to be thrown when they differ.
 */
export function wrongSize(name: string, expected: number, actual: number): FileFormatError {
  const problem = actual < expected ? 'is truncated' : 'has extra bytes';
  return new FileFormatError(
    `${name}: the file ${problem}: ${expected} bytes expected, got ${actual}`,
    { data: { name, expected, actual } },
  );
}

function entriesOf(bytes: Uint8Array, type: IdxType): IdxData {
  if (type === 'uint8') return bytes;
  if (type === 'int8') return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { bytes: width, array, read } = READERS[type];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = new array(bytes.length / width);
  for (let i = 0; i < entries.length; i++) entries[i] = read(view, i * width);
  return entries;
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
  const [zero = -1, zeroAgain = -1, code = -1, rank = 0] = bytes;
  if (zero !== 0 || zeroAgain !== 0 || rank < 1) {
    const magic = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0'));
    throw new FileFormatError(
      `${name}: not an idx file: it should start with 00 00, it starts with ${magic.join(' ')}`,
      { data: { name, magic: magic.join(' ') } },
    );
  }
  const type = TYPES[code];
  if (type === undefined) {
    throw new FileFormatError(
      `${name}: the element type ${code} is unknown; expected ${Object.entries(TYPES)
        .map(([known, title]) => `${known} (${title})`)
        .join(', ')}`,
      { data: { name, type: code } },
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
  const { bytes: width } = READERS[type];
  const size = shape.reduce((product, side) => product * side, width);
  if (size > MOST_BYTES) {
    const unit = width === 1 ? '' : ` x ${width}`;
    throw new FileFormatError(
      `${name}: the header claims ${shape.join(' x ')}${unit} bytes, more than the ${MOST_BYTES} that are allowed`,
      { data: { name, shape, allowed: MOST_BYTES } },
    );
  }
  return { shape, type, headerBytes, totalBytes: headerBytes + size };
}
