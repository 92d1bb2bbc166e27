import { inflateSync } from 'node:zlib';
import { FileFormatError } from '@causal-mechanisms/tensor-utils';

/** A grey image. */
export interface GrayImage {
  /** Rows. */
  readonly height: number;
  /** Columns. */
  readonly width: number;
  /** One byte per pixel, 0 black to 255 white. */
  readonly pixels: Uint8Array;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const LONGEST_SIDE = 2048;

/**
 * Decodes a small grey PNG (1, 2, 4 or 8 bits, not interlaced), the kind that Omniglot is made of.
 *
 * @param name - What to call the file in messages.
 * @param bytes - The file.
 * @returns The image; memory is bounded by sides of 2048.
 * @throws FileFormatError when it is damaged or another kind of image.
 */
export function decodeGrayPng(name: string, bytes: Uint8Array): GrayImage {
  const { height, width } = grayPngSize(name, bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const depth = bytes[24] ?? 0;
  const rowBytes = Math.ceil((width * depth) / 8);
  const expected = (rowBytes + 1) * height;
  const packed = imageData(name, bytes, view);
  let lines: Uint8Array;
  try {
    lines = inflateSync(packed, { maxOutputLength: expected });
  } catch (error) {
    throw misfit(name, height, width, error);
  }
  if (lines.length !== expected) throw misfit(name, height, width);
  undoFilters(name, lines, rowBytes, height);
  return { height, width, pixels: unpackBits(lines, rowBytes, height, width, depth) };
}

/**
 * Reads the head of a small grey PNG.
 *
 * @param name - What to call the file in messages.
 * @param bytes - The file.
 * @returns Its rows and columns, at least 1 and at most 2048.
 * @throws FileFormatError when it is another kind of image.
 */
export function grayPngSize(
  name: string,
  bytes: Uint8Array,
): { readonly height: number; readonly width: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33 || !SIGNATURE.every((byte, i) => bytes[i] === byte)) {
    throw new FileFormatError(`${name}: not a PNG file`, { data: { name } });
  }
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  const depth = bytes[24] ?? 0;
  const plain = bytes[25] === 0 && bytes[28] === 0 && [1, 2, 4, 8].includes(depth);
  if (!plain || Math.min(width, height) < 1 || Math.max(width, height) > LONGEST_SIDE) {
    throw new FileFormatError(
      `${name}: expected a grey PNG of at most 8 bits and ${LONGEST_SIDE} pixels a side, not interlaced`,
      { data: { name, width, height, depth, colour: bytes[25] } },
    );
  }
  return { height, width };
}

function misfit(name: string, height: number, width: number, cause?: unknown): FileFormatError {
  return new FileFormatError(
    `${name}: the PNG does not unpack to the ${height}x${width} pixels that its header says`,
    { data: { name, height, width }, cause },
  );
}

/** The content of all IDAT chunks, one after the other. */
function imageData(name: string, bytes: Uint8Array, view: DataView): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    const kind = view.getUint32(at + 4);
    if (at + 12 + length > bytes.length) break;
    if (kind === 0x49444154) parts.push(bytes.subarray(at + 8, at + 8 + length));
    if (kind === 0x49454e44) {
      const [only] = parts;
      if (only !== undefined && parts.length === 1) return only;
      const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
      let place = 0;
      for (const part of parts) {
        whole.set(part, place);
        place += part.length;
      }
      return whole;
    }
    at += 12 + length;
  }
  throw new FileFormatError(`${name}: the PNG is truncated`, { data: { name } });
}

/** Undoes the five line filters in place; a grey pixel of at most 8 bits counts as one byte. */
function undoFilters(name: string, lines: Uint8Array, rowBytes: number, height: number): void {
  const stride = rowBytes + 1;
  for (let y = 0; y < height; y++) {
    const at = y * stride;
    const filter = lines[at] ?? 0;
    if (filter > 4) throw new FileFormatError(`${name}: the PNG has an unknown filter ${filter}`);
    if (filter === 0) continue;
    for (let k = 1; k <= rowBytes; k++) {
      const left = k > 1 ? (lines[at + k - 1] ?? 0) : 0;
      const up = y > 0 ? (lines[at - stride + k] ?? 0) : 0;
      const corner = y > 0 && k > 1 ? (lines[at - stride + k - 1] ?? 0) : 0;
      const guess =
        filter === 1
          ? left
          : filter === 2
            ? up
            : filter === 3
              ? (left + up) >> 1
              : paeth(left, up, corner);
      lines[at + k] = (lines[at + k] ?? 0) + guess;
    }
  }
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const toLeft = Math.abs(guess - left);
  const toUp = Math.abs(guess - up);
  const toCorner = Math.abs(guess - corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

function unpackBits(
  lines: Uint8Array,
  rowBytes: number,
  height: number,
  width: number,
  depth: number,
): Uint8Array {
  const pixels = new Uint8Array(height * width);
  const highest = 2 ** depth - 1;
  for (let y = 0; y < height; y++) {
    const at = y * (rowBytes + 1) + 1;
    for (let x = 0; x < width; x++) {
      const bit = x * depth;
      const byte = lines[at + (bit >> 3)] ?? 0;
      const value = (byte >> (8 - depth - (bit & 7))) & highest;
      pixels[y * width + x] = (value * 255) / highest;
    }
  }
  return pixels;
}
