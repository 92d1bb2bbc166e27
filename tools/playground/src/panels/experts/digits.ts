import {
  gatherImages,
  padImages,
  proceduralDigits,
  resizeImages,
} from '@causal-mechanisms/datasets';
import type { ImageDataset } from '@causal-mechanisms/datasets';
import { SIDE } from './picture.ts';

/** Another seed than that of the digits that experts are trained on. */
const SHOWN = 9;

/**
 * @param count - How many.
 * @returns Digits to pick from, bytes `[count, 28, 28]`, sorted by what they show.
 */
export async function embeddedDigits(count: number): Promise<Uint8Array> {
  const dataset = proceduralDigits({ size: count, seed: SHOWN });
  const { images, labels } = await gatherImages(
    dataset,
    Array.from({ length: count }, (_, index) => index),
  );
  const values = await images.data<'float32'>();
  images.dispose();
  const order = Array.from({ length: count }, (_, index) => index).sort(
    (a, b) => (labels?.[a] ?? 0) - (labels?.[b] ?? 0) || a - b,
  );
  const bytes = new Uint8Array(count * SIDE * SIDE);
  for (const [place, index] of order.entries()) {
    const digit = values.subarray(index * SIDE * SIDE, (index + 1) * SIDE * SIDE);
    digit.forEach((value, pixel) => {
      bytes[place * SIDE * SIDE + pixel] = Math.round(255 * value);
    });
  }
  return bytes;
}

/**
 * @param size - How many.
 * @param options - The seed of the set, and the side of the images: a divisor of 32.
 * @returns Digits with the margin that the shipped experts know, made smaller where that is asked.
 */
export function trainingDigits(
  size: number,
  { seed, side }: { readonly seed: number; readonly side: number },
): ImageDataset {
  const padded = padImages(proceduralDigits({ size, seed }), 2);
  return side === 32 ? padded : resizeImages(padded, { height: side, width: side });
}
