import { imageRow } from '../../../report/figures/imageGrid.ts';
import type { ImageTable } from '../../../report/figures/imageGrid.ts';
import { checkPixels, shownShape } from './shownImages.ts';

/** Images and what a model reconstructs of them. */
export interface Reconstructions {
  /** How many. */
  readonly count: number;
  /** The images, in [0, 1], one after the other. */
  readonly real: ArrayLike<number>;
  /** What the generator makes of their representations, in the same order. */
  readonly reconstructed: ArrayLike<number>;
}

/** Images in a row, unless said otherwise. */
const PER_ROW = 8;

/**
 * Real images with their reconstructions below them.
 *
 * @param shape - Height, width and channels of an image.
 * @param images - The pairs.
 * @param perRow - Pairs beside each other. Default: 8.
 * @returns The table to keep: a row `real` and a row `reconstructed` in turns.
 * @throws ShapeError when the observations are no images, or pixels are missing.
 */
export function reconstructionGrid(
  shape: readonly number[],
  { count, real, reconstructed }: Reconstructions,
  perRow = PER_ROW,
): ImageTable {
  const shown = shownShape('reconstructionGrid', shape);
  checkPixels('reconstructionGrid', 'real images', real, { count, shape: shown });
  checkPixels('reconstructionGrid', 'reconstructions', reconstructed, { count, shape: shown });
  const above = rowsOf('real', real, count, perRow);
  const below = rowsOf('reconstructed', reconstructed, count, perRow);
  return { shape: shown, rows: above.flatMap((row, index) => [row, below[index] ?? []].flat()) };
}

/**
 * Images that belong together, such as those that a model draws.
 *
 * @param shape - Height, width and channels of an image.
 * @param pixels - `count` images in [0, 1], one after the other.
 * @param count - How many.
 * @param options - What stands before the first row, and how many images a row has.
 * @returns The table to keep.
 * @throws ShapeError when the observations are no images, or pixels are missing.
 */
export function sampleGrid(
  shape: readonly number[],
  pixels: ArrayLike<number>,
  count: number,
  { label = '', perRow = PER_ROW }: { readonly label?: string; readonly perRow?: number } = {},
): ImageTable {
  const shown = shownShape('sampleGrid', shape);
  checkPixels('sampleGrid', 'images', pixels, { count, shape: shown });
  const rows = rowsOf('', pixels, count, perRow);
  return { shape: shown, rows: rows.map((row, index) => (index === 0 ? { ...row, label } : row)) };
}

function rowsOf(label: string, pixels: ArrayLike<number>, count: number, perRow: number) {
  const size = pixels.length / count;
  const all = Array.from(pixels);
  return Array.from({ length: Math.ceil(count / perRow) }, (_, row) => {
    const from = row * perRow;
    const to = Math.min(count, from + perRow);
    return imageRow(label, all.slice(from * size, to * size), to - from);
  });
}
