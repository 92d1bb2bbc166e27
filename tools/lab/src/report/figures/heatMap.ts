import type { LabelledMatrix } from '@causal-mechanisms/tensor-utils';
import { FIGURE_COLOURS } from '../page/theme.ts';
import type { TopLevelSpec } from 'vega-lite';
import { NARROW_WIDTH, renderChart } from './chartParts.ts';
import type { Chart } from './chartParts.ts';
import { CHART_STYLE } from './chartStyle.ts';
import { LETTER_WIDTH } from './svgParts.ts';

/** Options of {@link heatMap}. */
export interface HeatMapOptions {
  /** Stands above the matrix. */
  readonly title: string;
  /** What a row is, such as `mechanism`. */
  readonly rowTitle: string;
  /** What a column is, such as `expert`. */
  readonly columnTitle: string;
  /** The value of an empty cell. Default: 0. Without meaning where `signed` is set. */
  readonly low?: number;
  /** The value of a full cell. Default: 1. */
  readonly high?: number;
  /**
   * @param value - An entry.
   * @returns The text in its cell. Default: two digits without the leading zero.
   */
  readonly show?: (value: number) => string;
  /** Cells to frame: the column of each row or its columns, or -1. Default: none. */
  readonly framed?: readonly (number | readonly number[])[];
  /** Fill cells by the size of their values, negative ones in another colour, and write signs. Default: false. */
  readonly signed?: boolean;
}

/** Two matrices of ten columns stand side by side in a report. */
const NARROW = { from: 7, width: 42 };
const WIDE = 50;
const CELL_HEIGHT = 36;
/**
 * On a phone cells are as wide as there is room, but hold a number in any case. Beside them stand the title and the names of the rows, whose
 * letters the library takes to be wider than they are.
 */
const PHONE = { least: 25, beside: 40, fontSize: 11, letter: 8.8 };
const BOX = { type: 'rect', cornerRadius: 4 } as const;
const ON_HEAT = '#ffffff';

/** A cell as a row of data. */
interface Cell {
  /** Its place. */
  readonly row: number;
  readonly column: number;
  /** How full it is. */
  readonly share: number;
  /** Stands in it. */
  readonly text: string;
  /** For screen readers, with more digits. */
  readonly said: string;
  readonly framed: boolean;
  /** Whether its value is negative, where signs count. */
  readonly negative: boolean;
}

/**
 * Draws a matrix as a labelled heat map.
 *
 * @param matrix - The entries and their labels.
 * @param options - Titles, range and frames.
 * @returns The chart: a rectangle that is as strong as its value, and a text, per cell.
 */
export function heatMap(matrix: LabelledMatrix, options: HeatMapOptions): Promise<Chart> {
  const { rows, columns } = matrix;
  const width = columns.length >= NARROW.from ? NARROW.width : WIDE;
  const names = PHONE.letter * Math.max(...rows.map(({ length }) => length), 1);
  const room = Math.floor((NARROW_WIDTH - PHONE.beside - names) / Math.max(1, columns.length));
  const wide = heatSpec(matrix, options, width);
  if (room >= width || room < PHONE.least) return renderChart(wide);
  return renderChart(wide, heatSpec(matrix, options, room, PHONE.fontSize));
}

function heatSpec(
  matrix: LabelledMatrix,
  options: HeatMapOptions,
  width: number,
  fontSize = 12.5,
): TopLevelSpec {
  const { title, rowTitle, columnTitle } = options;
  const { rows, columns } = matrix;
  const slanted = columns.some((label) => LETTER_WIDTH * label.length > width - 4);
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    config: CHART_STYLE,
    title: {
      text: title,
      anchor: 'start',
      // Above the labels of the rows too: it is the title of all.
      frame: 'bounds',
      fontSize: 15,
      fontWeight: 600,
      color: FIGURE_COLOURS.ink,
      offset: 12,
    },
    width: { step: width },
    height: { step: CELL_HEIGHT },
    data: { values: cellsOf(matrix, options) },
    encoding: {
      x: {
        ...place('column', columnTitle, columns),
        axis: { ...axis(columns), orient: 'top', labelAngle: slanted ? -40 : 0 },
      },
      y: { ...place('row', rowTitle, rows), axis: { ...axis(rows), labelFontSize: fontSize } },
    },
    layer: [
      {
        mark: { ...BOX, stroke: FIGURE_COLOURS.line },
        encoding: {
          fill: {
            condition: { test: 'datum.negative', value: FIGURE_COLOURS.mark },
            value: FIGURE_COLOURS.heat,
          },
          fillOpacity: { field: 'share', type: 'quantitative', scale: null, legend: null },
          description: { field: 'said' },
        },
      },
      {
        mark: { type: 'text', fontSize, aria: false },
        encoding: {
          text: { field: 'text' },
          color: {
            condition: { test: 'datum.share > 0.5', value: ON_HEAT },
            value: FIGURE_COLOURS.ink,
          },
        },
      },
      {
        transform: [{ filter: 'datum.framed' }],
        mark: { ...BOX, fill: null, stroke: FIGURE_COLOURS.mark, strokeWidth: 2, aria: false },
      },
    ],
  };
}

function cellsOf(
  { rows, columns, values }: LabelledMatrix,
  { low = 0, high = 1, signed = false, framed = [], ...options }: HeatMapOptions,
): Cell[] {
  const show = options.show ?? (signed ? showSigned : showShare);
  return rows.flatMap((rowLabel, row) =>
    columns.map((columnLabel, column) => {
      const value = values[row]?.[column] ?? NaN;
      const share = signed ? Math.abs(value) / high : (value - low) / (high - low);
      return {
        row,
        column,
        share: Number.isNaN(share) ? 0 : Math.min(1, Math.max(0, share)),
        text: show(value),
        said: `${rowLabel}, ${columnLabel}: ${value.toFixed(4)}`,
        framed: [framed[row] ?? -1].flat().includes(column),
        negative: signed && value < 0,
      };
    }),
  );
}

/** Cells stand by their numbers: labels need not be distinct. */
function place(field: 'row' | 'column', title: string, labels: readonly string[]) {
  return {
    field,
    type: 'ordinal' as const,
    title,
    scale: { domain: labels.map((_, index) => index), padding: 0.03 },
  };
}

function axis(labels: readonly string[]) {
  return {
    domain: false,
    ticks: false,
    grid: false,
    labelExpr: `${JSON.stringify(labels)}[datum.value]`,
    labelColor: FIGURE_COLOURS.ink,
    labelFontSize: 12.5,
    labelLimit: 400,
    labelOverlap: false,
  };
}

function showSigned(value: number): string {
  if (Number.isNaN(value)) return '';
  const digits = Math.abs(value).toFixed(2);
  return Number(digits) === 0 ? '0' : `${value < 0 ? '\u2212' : ''}${digits.replace(/^0/, '')}`;
}

function showShare(value: number): string {
  if (Number.isNaN(value)) return '';
  if (value < 0.005) return '0';
  return value >= 0.995 ? '1' : value.toFixed(2).replace(/^0/, '');
}
