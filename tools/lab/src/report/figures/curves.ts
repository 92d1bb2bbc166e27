import { bandHeights, bandLayers } from './bands.ts';
import { colourOf, curveStyle, renderChart, rowsOf, xAxis, yAxis } from './chartParts.ts';
import type { Chart, ChartOptions, Curve } from './chartParts.ts';
import { CHART_STYLE } from './chartStyle.ts';
import { endLabels, wholeRange } from './curveLabels.ts';
import { FIGURE_COLOURS } from '../page/theme.ts';

/** A horizontal line to compare with. */
export interface Reference {
  /** Stands on the line. */
  readonly label: string;
  /** Its height. */
  readonly value: number;
  /** From the paper (dashed), measured here (dotted), or exact: it follows from the task, such as chance (dotted). */
  readonly source: 'paper' | 'measured' | 'exact';
  /** Where along the line the label stands: where the curves do not. Default: the end of measured lines, the start of others. */
  readonly at?: 'start' | 'end';
}

/** Options of {@link curveChart}. */
export interface CurveChartOptions extends ChartOptions {
  /** Whether every point is marked: for few points, which were measured one by one. Default: false. */
  readonly points?: boolean;
  /** Whether names stand in a legend or at the ends of their curves. Default: `legend`. */
  readonly labels?: 'legend' | 'direct';
}

/** Pixels of the plot of {@link curveChart}; names at the ends of the curves need room beside it. */
const PLOT = { width: 1040, besideLabels: 940, height: 300, tall: 340 };

/** Dashes and gaps of reference lines in pixels. */
const DASHES = { paper: [7, 5], measured: [2, 3], exact: [2, 3] };

/**
 * Draws curves over one pair of axes, with the bands around them where they have one. What lies outside of `yRange` is cut off.
 *
 * @param curves - At most 32 can be told apart.
 * @param references - Lines to compare with.
 * @param options - Titles, range, scale and labels.
 * @returns The chart.
 */
export async function curveChart(
  curves: readonly Curve[],
  references: readonly Reference[],
  options: CurveChartOptions,
): Promise<Chart> {
  const { points = false, labels = 'legend', xScale, xTicks } = options;
  const direct = labels === 'direct';
  const values = rowsOf(curves);
  const end = Math.max(...values.map(({ x }) => x), 1);
  const measuredAt = xScale === 'log' || xTicks !== undefined;
  const start = measuredAt ? Math.min(...values.map(({ x }) => x), end) : 0;
  const height = direct ? PLOT.tall : PLOT.height;
  const yRange =
    options.yRange ??
    (direct
      ? wholeRange([
          ...values.map(({ y }) => y),
          ...bandHeights(curves),
          ...references.map(({ value }) => value),
        ])
      : undefined);
  const shown = { ...options, ...(yRange === undefined ? {} : { yRange }) };
  const [low, high] = yRange ?? [-Infinity, Infinity];
  const within = values.filter(({ y }) => y >= low && y <= high);
  const { color, ...style } = curveStyle(
    curves.map(({ label }) => label),
    PLOT.width,
  );
  const coloured = direct ? { ...color, legend: null } : color;
  const encoding = { x: xAxis(options), y: yAxis(shown), color: coloured };
  return renderChart({
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width: direct ? PLOT.besideLabels : PLOT.width,
    height,
    config: CHART_STYLE,
    layer: [
      ...bandLayers(curves, yRange),
      {
        data: { values },
        mark: {
          type: 'line',
          strokeWidth: 2.5,
          interpolate: 'linear',
          clip: within.length < values.length,
        },
        encoding: { ...encoding, ...style },
      },
      ...(points
        ? [
            {
              data: { values: within },
              mark: { type: 'point' as const, filled: true, opacity: 1, size: 64 },
              encoding,
            },
          ]
        : []),
      ...references.flatMap(({ label, value, source, at }) => {
        const last = (at ?? (source === 'measured' ? 'end' : 'start')) === 'end';
        const y = { field: 'value', type: 'quantitative' as const };
        return [
          {
            data: { values: [{ value }] },
            mark: {
              type: 'rule' as const,
              strokeWidth: 1.5,
              strokeDash: DASHES[source],
              color: FIGURE_COLOURS.muted,
            },
            encoding: { y },
          },
          {
            data: { values: [{ label, value, x: last ? end : start }] },
            mark: {
              type: 'text' as const,
              align: last ? ('right' as const) : ('left' as const),
              baseline: 'bottom' as const,
              dx: last ? -6 : 6,
              dy: -4,
              fontSize: 12,
              color: FIGURE_COLOURS.muted,
            },
            encoding: {
              x: { field: 'x', type: 'quantitative' as const },
              y,
              text: { field: 'label', type: 'nominal' as const },
            },
          },
        ];
      }),
      ...(direct && yRange !== undefined ? endLabels(curves, yRange, height, end) : []),
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
  return renderChart({
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    config: CHART_STYLE,
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
