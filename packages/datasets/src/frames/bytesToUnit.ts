/** Byte b as a pixel in [0, 1]. */
const UNIT = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/**
 * @param bytes - Pixels from 0 to 255, most of them often 0.
 * @param out - Receives them in [0, 1].
 * @param offset - Where in `out`.
 */
export function bytesToUnit(bytes: Uint8Array, out: Float32Array, offset: number): void {
  out.fill(0, offset, offset + bytes.length);
  const whole = bytes.byteOffset % 4 === 0 ? Math.floor(bytes.length / 4) : 0;
  const words = new Uint32Array(bytes.buffer, whole === 0 ? 0 : bytes.byteOffset, whole);
  // Four dark pixels at a time.
  for (let word = 0; word < whole; word++) {
    if (words[word] !== 0) convert(bytes, out, offset, 4 * word, 4 * word + 4);
  }
  convert(bytes, out, offset, 4 * whole, bytes.length);
}

function convert(
  bytes: Uint8Array,
  out: Float32Array,
  offset: number,
  from: number,
  to: number,
): void {
  for (let k = from; k < to; k++) out[offset + k] = UNIT[bytes[k] as number] as number;
}
