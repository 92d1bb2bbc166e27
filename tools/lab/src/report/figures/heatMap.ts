import type { LabelledMatrix } from '@causal-mechanisms/tensor-utils';
import { LETTER_WIDTH, svgFigure, svgText } from './svgParts.ts';
import { escapeMarkup, FIGURE_COLOURS } from '../page/theme.ts';

/** Options of {@link heatMap}. */
export interface HeatMapOptions {
  /** Stands above the matrix. */
  readonly title: string;
  /** What a row is, such as `mechanism`. */
  readonly rowTitle: string;
  /** What a column is, such as `expert`. */
  readonly columnTitle: string;
  /** The value of an empty cell. Default: 0. */
  readonly low?: number;
  /** The value of a full cell. Default: 1. */
  readonly high?: number;
  /**
   * @param value - An entry.
   * @returns The text in its cell. Default: two digits without the leading zero.
   */
  readonly show?: (value: number) => string;
  /** Cells to frame: the column of each row, or -1. Default: none. */
  readonly framed?: readonly number[];
}

/** Two matrices of ten columns stand side by side in a report. */
const NARROW = { from: 7, width: 42 };
const WIDE = 50;
const CELL_HEIGHT = 36;

/**
 * Draws a matrix as a labelled heat map.
 *
 * @param matrix - The entries and their labels.
 * @param options - Titles, range and frames.
 * @returns SVG text: one rectangle and one text per cell.
 */
export function heatMap(matrix: LabelledMatrix, options: HeatMapOptions): string {
  const { low = 0, high = 1, show = showShare, framed = [] } = options;
  const cellWidth = matrix.columns.length >= NARROW.from ? NARROW.width : WIDE;
  const left = 34 + LETTER_WIDTH * Math.max(...matrix.rows.map((label) => label.length), 1);
  const slanted = matrix.columns.some((label) => LETTER_WIDTH * label.length > cellWidth - 4);
  const longest = Math.max(...matrix.columns.map((label) => label.length), 1);
  const top = 54 + (slanted ? LETTER_WIDTH * longest * 0.7 : 20);
  const columns = matrix.columns.length;
  const overhang = slanted ? LETTER_WIDTH * longest * 0.6 : 0;
  const width = Math.max(
    left + cellWidth * columns + overhang + 10,
    LETTER_WIDTH * 1.1 * options.title.length + 12,
  );
  const height = top + CELL_HEIGHT * matrix.rows.length + 12;
  const middle = left + (cellWidth * columns) / 2;

  const parts = [
    svgText(0, 16, options.title, { size: 15, weight: 600, anchor: 'start' }),
    svgText(middle, 40, options.columnTitle, { muted: true }),
    svgText(12, top + (CELL_HEIGHT * matrix.rows.length) / 2, options.rowTitle, {
      muted: true,
      turn: -90,
    }),
    ...matrix.columns.map((label, column) => {
      const x = left + cellWidth * (column + 0.5);
      return slanted
        ? svgText(x - 6, top - 8, label, { anchor: 'start', turn: -40 })
        : svgText(x, top - 10, label);
    }),
  ];
  matrix.rows.forEach((label, row) => {
    const y = top + CELL_HEIGHT * row;
    parts.push(svgText(left - 8, y + CELL_HEIGHT / 2 + 4, label, { anchor: 'end' }));
    matrix.columns.forEach((columnLabel, column) => {
      const value = matrix.values[row]?.[column] ?? NaN;
      parts.push(cell(left + cellWidth * column, y, value, `${label}, ${columnLabel}`));
    });
  });
  framed.forEach((column, row) => {
    if (column < 0) return;
    const x = left + cellWidth * column + 1;
    const y = top + CELL_HEIGHT * row + 1;
    parts.push(
      `<rect x="${x}" y="${y}" width="${cellWidth - 2}" height="${CELL_HEIGHT - 2}" rx="4" fill="none" stroke="${FIGURE_COLOURS.mark}" stroke-width="2"/>`,
    );
  });
  return svgFigure(options.title, [width, height], parts);

  function cell(x: number, y: number, value: number, name: string): string {
    const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
    const shown = show(value);
    const opacity = Number.isNaN(share) ? 0 : share;
    const box = `x="${x + 1}" y="${y + 1}" width="${cellWidth - 2}" height="${CELL_HEIGHT - 2}" rx="4"`;
    return (
      `<rect ${box} fill="none" stroke="${FIGURE_COLOURS.line}"/>` +
      `<rect class="cell" ${box} fill="${FIGURE_COLOURS.heat}" fill-opacity="${opacity.toFixed(3)}">` +
      `<title>${escapeMarkup(name)}: ${value.toFixed(4)}</title></rect>` +
      svgText(x + cellWidth / 2, y + CELL_HEIGHT / 2 + 4, shown, { onHeat: opacity > 0.5 })
    );
  }
}

function showShare(value: number): string {
  if (Number.isNaN(value)) return '';
  if (value < 0.005) return '0';
  return value >= 0.995 ? '1' : value.toFixed(2).replace(/^0/, '');
}
