import { imageRow } from '../../../report/figures/imageGrid.ts';
import type { ImageRow, ImageTable } from '../../../report/figures/imageGrid.ts';
import { checkPixels, shownShape } from './shownImages.ts';

/** What a model made of one image for several requested values of one factor. */
export interface ChangedImages {
  /** The factor whose value was requested. */
  readonly factor: string;
  /** The requested values in the factor's unit, one per image. */
  readonly values: readonly number[];
  /** The unit of the values; `degrees` is written as a sign. Default: bare numbers. */
  readonly unit?: string;
  /** One image per value, in [0, 1], one after the other. */
  readonly pixels: ArrayLike<number>;
  /** The image that was changed; it stands before the others, framed. Default: not shown. */
  readonly given?: ArrayLike<number>;
  /** Which image was changed, such as `face 2`, where a table shows several. Default: nothing is said. */
  readonly image?: string;
}

/**
 * Rows of interventions: the value of a factor is set, and its effects follow.
 *
 * @param shape - Height, width and channels of an image.
 * @param rows - One per intervened factor; rows of six values leave room for a table beside them.
 * @returns The table to keep: `do(factor)` before each row, the requested value above each image.
 * @throws ShapeError when the observations are no images, or pixels are missing.
 */
export function interventionGrid(
  shape: readonly number[],
  rows: readonly ChangedImages[],
): ImageTable {
  return {
    ...changedTable('interventionGrid', shape, rows, (factor) => `do(${factor})`),
    caption:
      'Propagated: the named factor is set to the value above, its effects follow, and all else stays as it is.',
  };
}

/**
 * Rows of traversals: one coordinate moves and all others are held, effects of it too.
 *
 * @param shape - Height, width and channels of an image.
 * @param rows - One per moved factor.
 * @returns The table to keep, alike to that of `interventionGrid`, with `factor alone` before each row.
 * @throws ShapeError when the observations are no images, or pixels are missing.
 */
export function traversalGrid(
  shape: readonly number[],
  rows: readonly ChangedImages[],
): ImageTable {
  return {
    ...changedTable('traversalGrid', shape, rows, (factor) => `${factor} alone`),
    caption:
      'Others fixed: the named factor is set to the value above and all others are held, its effects too. This is no intervention.',
  };
}

function changedTable(
  name: string,
  shape: readonly number[],
  rows: readonly ChangedImages[],
  labelOf: (factor: string) => string,
): ImageTable {
  const shown = shownShape(name, shape);
  return {
    shape: shown,
    rows: rows.map((row): ImageRow => {
      const { factor, values, unit, pixels, given, image } = row;
      checkPixels(name, factor, pixels, { count: values.length, shape: shown });
      const label = `${image === undefined ? '' : `${image}, `}${labelOf(factor)}`;
      const captions = values.map((value) => valueText(value, unit));
      if (given === undefined) return { ...imageRow(label, pixels, values.length), captions };
      checkPixels(name, `${factor} as given`, given, { count: 1, shape: shown });
      const all = new Float32Array(given.length + pixels.length);
      all.set(given);
      all.set(pixels, given.length);
      return { ...imageRow(label, all, values.length + 1, [0]), captions: ['given', ...captions] };
    }),
  };
}

/** @returns A value with at most three digits that count, and its unit. */
function valueText(value: number, unit = ''): string {
  const rounded = Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
  const number = String(rounded).replace('-', '\u2212');
  if (unit === 'degrees') return `${number}\u00b0`;
  return unit === '' ? number : `${number} ${unit}`;
}
