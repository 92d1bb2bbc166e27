/** Byte b as a pixel in [0, 1]. */
const UNIT = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/**
 * @param bytes - Pixels from 0 to 255.
 * @param out - Receives them in [0, 1].
 * @param offset - Where in `out`.
 */
export function bytesToUnit(bytes: Uint8Array, out: Float32Array, offset: number): void {
  for (let k = 0; k < bytes.length; k++) out[offset + k] = UNIT[bytes[k] as number] as number;
}
