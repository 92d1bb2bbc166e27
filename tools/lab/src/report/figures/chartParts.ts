import { parse, View } from 'vega';
import { compile } from 'vega-lite';
import type { TopLevelSpec } from 'vega-lite';
import { seriesColour } from '../page/theme.ts';

/** A named curve. */
export interface Curve {
  /** Stands in the legend. */
  readonly label: string;
  /** Pairs of x and y, in the order of x. */
  readonly points: readonly (readonly [x: number, y: number])[];
  /** A shaded band around it, such as between two quantiles, in the order of x. Default: none. Only `curveChart` draws it. */
  readonly band?: readonly (readonly [x: number, low: number, high: number])[];
}

/** Options that charts share. */
export interface ChartOptions {
  /** The title of the horizontal axis. */
  readonly xTitle: string;
  /** The title of the vertical axis. */
  readonly yTitle: string;
  /** The range of the vertical axis. Default: that of the data. */
  readonly yRange?: readonly [low: number, high: number];
  /** Writes the vertical axis in percent. Default: false. */
  readonly percent?: boolean;
  /** Whether equal distances on the horizontal axis are equal differences or, base 2, equal ratios. Default: `linear`. */
  readonly xScale?: 'linear' | 'log';
  /** Where the horizontal axis has its numbers. Default: about eight round ones. */
  readonly xTicks?: readonly number[];
}

/** A drawn chart and what it was drawn from. */
export interface Chart {
  /** The figure. */
  readonly svg: string;
  /** Its Vega-Lite specification, with the data. */
  readonly spec: TopLevelSpec;
  /** The same for the screen of a phone, with letters of the same size. Default: the figure is shown there too, and can be moved sideways. */
  readonly narrow?: string;
  /** What it draws, in panels where it has several. Default: it has no curves. */
  readonly curves?: readonly ChartCurves[];
}

/** The curves over one pair of axes. */
export interface ChartCurves {
  /** The title of their panel; nothing where there is one. */
  readonly panel: string;
  /** The curves. */
  readonly curves: readonly Curve[];
  /** The title of the horizontal axis. */
  readonly xTitle: string;
  /** The title of the vertical axis. */
  readonly yTitle: string;
}

/** The pixels between the borders of a section on a phone of 390 pixels. */
export const NARROW_WIDTH = 324;

/**
 * @param spec - What to draw.
 * @param narrow - The same for a phone. Default: none.
 * @param curves - What it draws. Default: no curves.
 * @returns The chart.
 */
export async function renderChart(
  spec: TopLevelSpec,
  narrow?: TopLevelSpec,
  curves?: readonly ChartCurves[],
): Promise<Chart> {
  return {
    svg: await toSvg(spec),
    spec,
    ...(narrow === undefined ? {} : { narrow: await toSvg(narrow) }),
    ...(curves === undefined ? {} : { curves }),
  };
}

async function toSvg(spec: TopLevelSpec): Promise<string> {
  // Vega marks the data it is given: it gets a copy, the caller a specification that is plain JSON.
  const view = new View(parse(compile(structuredClone(spec)).spec), { renderer: 'none' });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/**
 * @param curves - Some curves.
 * @returns One row of data per point.
 */
export function rowsOf(curves: readonly Curve[]): { label: string; x: number; y: number }[] {
  return curves.flatMap(({ label, points }) => points.map(([x, y]) => ({ label, x, y })));
}

/**
 * @param options - Title, scale and numbers.
 * @param tickCount - About how many numbers, unless they are given. Default: 8.
 * @returns The horizontal axis.
 */
export function xAxis({ xTitle, xScale = 'linear', xTicks }: ChartOptions, tickCount = 8) {
  return {
    field: 'x',
    type: 'quantitative' as const,
    title: xTitle,
    scale:
      xScale === 'log'
        ? { type: 'log' as const, base: 2, nice: false }
        : { nice: false, zero: xTicks === undefined },
    axis: {
      grid: false,
      ...(xTicks === undefined
        ? { tickCount }
        : // Whole numbers in a row would lose every second one: by default there are no more ticks than whole steps.
          {
            values: [...xTicks],
            ...(xTicks.every(Number.isInteger) ? { format: 'd' } : {}),
            labelFlush: false,
            tickMinStep: 0.5,
          }),
    },
  };
}

/**
 * @param options - Title and range.
 * @returns The vertical axis.
 */
export function yAxis({ yTitle, yRange, percent = false }: ChartOptions) {
  return {
    field: 'y',
    type: 'quantitative' as const,
    title: yTitle,
    scale: yRange === undefined ? { zero: true } : { domain: [...yRange] },
    axis: { tickCount: 5, ...(percent ? { format: '.0%' } : {}) },
  };
}

/**
 * @param labels - The names of curves.
 * @returns A colour for each, with a legend where there are several.
 */
export function colourOf(labels: readonly string[]) {
  return {
    field: 'label',
    type: 'nominal' as const,
    scale: { domain: [...labels], range: labels.map((_, index) => seriesColour(index)) },
    legend: labels.length > 1 ? { title: null, orient: 'bottom' as const } : null,
  };
}

/** More hues than these look alike on thin lines. */
export const HUES = 8;
/** Dashes and gaps in pixels: one pattern for every eight curves. */
const PATTERNS = [
  [1, 0],
  [7, 3],
  [2, 2],
  [10, 3, 2, 3],
] as const;

/**
 * Looks by which many curves can be told apart: beyond eight, colours come again with other dashes.
 *
 * @param labels - The names of curves.
 * @param width - Of the plot in pixels: the legend has as many columns as fit in it.
 * @returns Colours, and dashes where they are needed.
 */
export function curveStyle(labels: readonly string[], width: number) {
  const { legend, ...color } = colourOf(labels);
  const columns = legendColumns(labels, width);
  const rows = legend === null ? null : { ...legend, columns, symbolType: 'stroke' };
  if (labels.length <= HUES) return { color: { ...color, legend: rows } };
  const { field, type } = color;
  const domain = [...labels];
  return {
    color: {
      field,
      type,
      scale: { domain, range: labels.map((_, index) => seriesColour(index % HUES)) },
      legend: rows,
    },
    strokeDash: {
      field,
      type,
      scale: {
        domain,
        range: labels.map((_, index) => [
          ...(PATTERNS[Math.floor(index / HUES) % PATTERNS.length] ?? PATTERNS[0]),
        ]),
      },
      legend: rows,
    },
  };
}

/**
 * @param labels - The names of curves.
 * @param width - In pixels.
 * @returns How many of them stand side by side.
 */
export function legendColumns(labels: readonly string[], width: number): number {
  const column = LEGEND_SYMBOL + LEGEND_LETTER * Math.max(...labels.map(({ length }) => length), 1);
  return Math.max(1, Math.floor(width / column));
}

/** Pixels of a legend. */
const [LEGEND_SYMBOL, LEGEND_LETTER] = [44, 7];
