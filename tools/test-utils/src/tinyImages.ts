/** Settings of {@link tinyImages}. */
export interface TinyImageOptions {
  /** Height and width in pixels. Default: 8. */
  readonly size?: number;
  /** Channels. Default: 1. */
  readonly channels?: number;
}

/**
 * Makes images of one bright bar each on a dark ground; the bar's place and direction follow from the image's number.
 *
 * @param count - How many.
 * @param options - Their shape.
 * @returns Pixels in [0, 1], `[count, size, size, channels]` row by row.
 *
 * @example
 * ```ts
 * import { tinyImages } from '@causal-mechanisms/test-utils';
 *
 * console.log(tinyImages(2, { size: 4 }).length); // 32
 * ```
 */
export function tinyImages(
  count: number,
  { size = 8, channels = 1 }: TinyImageOptions = {},
): Float32Array {
  const pixels = new Float32Array(count * size * size * channels);
  for (let i = 0; i < pixels.length; i++) {
    const pixel = Math.floor(i / channels);
    const image = Math.floor(pixel / (size * size));
    const row = Math.floor(pixel / size) % size;
    const column = pixel % size;
    const place = Math.floor(image / 2) % size;
    // The other axis shades the bar, so that no image equals its own mirror image.
    const [across, along] = image % 2 === 0 ? [row, column] : [column, row];
    pixels[i] = across === place ? (along + 1) / size : 0;
  }
  return pixels;
}
