import { ShapeError } from '@causal-mechanisms/tensor-utils';
import type { ImageShape } from '@causal-mechanisms/tensor-utils';

/**
 * Checks that observations can be shown as images.
 *
 * @param name - The calling function, for messages.
 * @param shape - Of one observation.
 * @returns The same shape, as that of an image.
 * @throws ShapeError when it is not height, width and 1 or 3 channels.
 */
export function shownShape(name: string, shape: readonly number[]): ImageShape {
  const [height = 0, width = 0, channels = 0] = shape;
  if (shape.length === 3 && (channels === 1 || channels === 3)) return [height, width, channels];
  throw new ShapeError(
    `${name}: expected images [height, width, 1 or 3 channels], got [${shape.join(', ')}]`,
    { data: { shape } },
  );
}

/**
 * Checks that there are as many pixels as images need.
 *
 * @param name - The calling function, for messages.
 * @param what - What the images are, for messages.
 * @param pixels - Image after image.
 * @param expected - How many images, and the shape of one.
 * @throws ShapeError when there are more or fewer.
 */
export function checkPixels(
  name: string,
  what: string,
  pixels: ArrayLike<number>,
  {
    count,
    shape: [height, width, channels],
  }: { readonly count: number; readonly shape: ImageShape },
): void {
  const needed = count * height * width * channels;
  if (pixels.length === needed) return;
  throw new ShapeError(
    `${name}: expected ${needed} pixels of ${what} (${count} images ${height}x${width}x${channels}), got ${pixels.length}`,
    { data: { expected: needed, got: pixels.length } },
  );
}
