import type { TopLevelSpec } from 'vega-lite';
import {
  colourOf,
  legendColumns,
  NARROW_WIDTH,
  renderChart,
  rowsOf,
  xAxis,
  yAxis,
} from './chartParts.ts';
import type { Chart, ChartCurves, ChartOptions, Curve } from './chartParts.ts';
import { brokenLines } from './svgParts.ts';
import { CHART_STYLE } from './chartStyle.ts';

/** One panel of {@link panelChart}. */
export interface Panel {
  /** Stands above it. */
  readonly title: string;
  /** Its curves; the same label has the same colour in every panel. */
  readonly curves: readonly Curve[];
}

/** Options of {@link panelChart}. */
export interface PanelChartOptions extends ChartOptions {
  /** The title of the legend, such as `expert`. */
  readonly legendTitle: string;
}

/** Pixels: beside the panels for numbers and the title of the vertical axis, between two of them, their height, and a letter of a title. */
const ROOM = { axis: 108, between: 22, height: 150, letter: 9.6, lineLetters: 20 };

/**
 * Draws the same curves in several panels.
 *
 * @param panels - Up to five stand in a row; on a phone two where their titles are short, or one.
 * @param options - Titles, range, and what the labels name.
 * @returns The chart.
 */
export async function panelChart(
  panels: readonly Panel[],
  options: PanelChartOptions,
): Promise<Chart> {
  const columns = panels.length <= 4 ? Math.max(1, Math.min(panels.length, 4)) : 5;
  const longest = ROOM.letter * Math.max(...panels.map(({ title }) => title.length), 0);
  const narrowOf = (count: number): number =>
    Math.floor((NARROW_WIDTH - ROOM.axis - ROOM.between * (count - 1)) / count);
  const { xTitle, yTitle } = options;
  const fits = Math.max(longest, ROOM.letter * xTitle.length) <= narrowOf(2) + ROOM.between;
  const few = fits ? Math.min(columns, 2) : 1;
  return renderChart(
    panelSpec(panels, options, columns, Math.floor(1100 / columns) - 50),
    panelSpec(panels, options, few, narrowOf(few)),
    panels.map(({ title, curves }): ChartCurves => ({ panel: title, curves, xTitle, yTitle })),
  );
}

function panelSpec(
  panels: readonly Panel[],
  options: PanelChartOptions,
  columns: number,
  width: number,
): TopLevelSpec {
  const labels = [...new Set(panels.flatMap(({ curves }) => curves.map(({ label }) => label)))];
  return {
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
    spacing: { row: 28, column: ROOM.between },
    spec: {
      width,
      height: ROOM.height,
      mark: { type: 'line', strokeWidth: 2, interpolate: 'linear' },
      encoding: {
        x: { ...xAxis(options), axis: { tickCount: 3, grid: false } },
        // A title longer than its axis would push the panels down.
        y: { ...yAxis(options), title: brokenLines(options.yTitle, ROOM.lineLetters) },
        color: {
          ...colourOf(labels),
          legend: {
            title: options.legendTitle,
            orient: 'bottom',
            columns: legendColumns(labels, columns * width),
          },
        },
      },
    },
  };
}
