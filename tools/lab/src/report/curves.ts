import { parse, View } from 'vega';
import { compile } from 'vega-lite';
import type { TopLevelSpec } from 'vega-lite';
import { FIGURE_COLOURS, seriesColour } from './theme.ts';

/** A named curve. */
export interface Curve {
  /** Stands in the legend. */
  readonly label: string;
  /** Pairs of x and y, in the order of x. */
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** A horizontal line to compare with. */
export interface Reference {
  /** Stands on the line. */
  readonly label: string;
  /** Its height. */
  readonly value: number;
  /** From the paper (dashed) or measured here (dotted). */
  readonly source: 'paper' | 'measured';
}

/** Options shared by {@link curveChart} and {@link panelChart}. */
export interface ChartOptions {
  /** The title of the horizontal axis. */
  readonly xTitle: string;
  /** The title of the vertical axis. */
  readonly yTitle: string;
  /** The range of the vertical axis. Default: that of the data. */
  readonly yRange?: readonly [low: number, high: number];
  /** Writes the vertical axis in percent. Default: false. */
  readonly percent?: boolean;
}

/** A drawn chart and what it was drawn from. */
export interface Chart {
  /** The figure. */
  readonly svg: string;
  /** Its Vega-Lite specification, with the data. */
  readonly spec: TopLevelSpec;
}

/** Axes, legends and fonts in the colours of the theme. */
const CONFIG = {
  background: 'transparent',
  font: 'system-ui, sans-serif',
  view: { stroke: null },
  axis: {
    domainColor: FIGURE_COLOURS.line,
    gridColor: FIGURE_COLOURS.line,
    tickColor: FIGURE_COLOURS.line,
    labelColor: FIGURE_COLOURS.muted,
    titleColor: FIGURE_COLOURS.muted,
    labelFontSize: 12,
    titleFontSize: 12.5,
    titleFontWeight: 500,
    titlePadding: 10,
    labelPadding: 6,
  },
  legend: {
    labelColor: FIGURE_COLOURS.ink,
    titleColor: FIGURE_COLOURS.muted,
    labelFontSize: 12.5,
    titleFontSize: 12.5,
    titleFontWeight: 500,
    labelLimit: 420,
    symbolStrokeWidth: 3,
    symbolSize: 160,
  },
  header: {
    labelColor: FIGURE_COLOURS.ink,
    labelFontSize: 13,
    labelFontWeight: 600,
    titleColor: FIGURE_COLOURS.muted,
  },
} as const;

/**
 * Draws curves over one pair of axes.
 *
 * @param curves - At most sixteen can be told apart.
 * @param references - Lines to compare with.
 * @param options - Titles and range.
 * @returns The chart.
 */
export async function curveChart(
  curves: readonly Curve[],
  references: readonly Reference[],
  options: ChartOptions,
): Promise<Chart> {
  const values = rowsOf(curves);
  const end = Math.max(...values.map(({ x }) => x), 1);
  return render({
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width: 1040,
    height: 300,
    config: CONFIG,
    layer: [
      {
        data: { values },
        mark: { type: 'line', strokeWidth: 2.5, interpolate: 'linear' },
        encoding: {
          x: xAxis(options),
          y: yAxis(options),
          color: colourOf(curves.map(({ label }) => label)),
        },
      },
      {
        data: { values: references.map((reference) => ({ ...reference })) },
        mark: { type: 'rule', strokeWidth: 1.5, color: FIGURE_COLOURS.muted },
        encoding: {
          y: { field: 'value', type: 'quantitative' },
          strokeDash: {
            field: 'source',
            type: 'nominal',
            scale: {
              domain: ['paper', 'measured'],
              range: [
                [7, 5],
                [2, 3],
              ],
            },
            legend: null,
          },
        },
      },
      // The paper's labels stand left, ours right: where both agree they do not cover each other.
      ...(['paper', 'measured'] as const).map((source) => ({
        data: {
          values: references
            .filter((reference) => reference.source === source)
            .map(({ label, value }) => ({ label, value, x: source === 'paper' ? 0 : end })),
        },
        mark: {
          type: 'text' as const,
          align: source === 'paper' ? ('left' as const) : ('right' as const),
          baseline: 'bottom' as const,
          dx: source === 'paper' ? 6 : -6,
          dy: -4,
          fontSize: 12,
          color: FIGURE_COLOURS.muted,
        },
        encoding: {
          x: { field: 'x', type: 'quantitative' as const },
          y: { field: 'value', type: 'quantitative' as const },
          text: { field: 'label', type: 'nominal' as const },
        },
      })),
    ],
  });
}

/** One panel of {@link panelChart}. */
export interface Panel {
  /** Stands above it. */
  readonly title: string;
  /** Its curves; the same label has the same colour in every panel. */
  readonly curves: readonly Curve[];
}

/**
 * Draws the same curves in several panels.
 *
 * @param panels - Up to five stand in a row.
 * @param options - Titles, range, and what the labels name.
 * @returns The chart.
 */
export async function panelChart(
  panels: readonly Panel[],
  options: ChartOptions & {
    /** The title of the legend, such as `expert`. */
    readonly legendTitle: string;
  },
): Promise<Chart> {
  const columns = panels.length <= 4 ? Math.max(1, Math.min(panels.length, 4)) : 5;
  const labels = [...new Set(panels.flatMap(({ curves }) => curves.map(({ label }) => label)))];
  return render({
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    config: CONFIG,
    data: {
      values: panels.flatMap(({ title, curves }) =>
        rowsOf(curves).map((row) => ({ ...row, panel: title })),
      ),
    },
    facet: {
      field: 'panel',
      type: 'nominal',
      sort: panels.map(({ title }) => title),
      header: { title: null },
    },
    columns,
    spacing: { row: 28, column: 22 },
    spec: {
      width: Math.floor(1100 / columns) - 50,
      height: 150,
      mark: { type: 'line', strokeWidth: 2, interpolate: 'linear' },
      encoding: {
        x: { ...xAxis(options), axis: { tickCount: 3, grid: false } },
        y: yAxis(options),
        color: { ...colourOf(labels), legend: { title: options.legendTitle, orient: 'bottom' } },
      },
    },
  });
}

async function render(spec: TopLevelSpec): Promise<Chart> {
  // Vega marks the data it is given: it gets a copy, the caller a specification that is plain JSON.
  const view = new View(parse(compile(structuredClone(spec)).spec), { renderer: 'none' });
  try {
    return { svg: await view.toSVG(), spec };
  } finally {
    view.finalize();
  }
}

function rowsOf(curves: readonly Curve[]): { label: string; x: number; y: number }[] {
  return curves.flatMap(({ label, points }) => points.map(([x, y]) => ({ label, x, y })));
}

function xAxis({ xTitle }: ChartOptions) {
  return {
    field: 'x',
    type: 'quantitative' as const,
    title: xTitle,
    scale: { nice: false },
    axis: { grid: false, tickCount: 8 },
  };
}

function yAxis({ yTitle, yRange, percent = false }: ChartOptions) {
  return {
    field: 'y',
    type: 'quantitative' as const,
    title: yTitle,
    scale: yRange === undefined ? { zero: true } : { domain: [...yRange] },
    axis: { tickCount: 5, ...(percent ? { format: '.0%' } : {}) },
  };
}

function colourOf(labels: readonly string[]) {
  return {
    field: 'label',
    type: 'nominal' as const,
    scale: { domain: [...labels], range: labels.map((_, index) => seriesColour(index)) },
    legend: labels.length > 1 ? { title: null, orient: 'bottom' as const } : null,
  };
}
