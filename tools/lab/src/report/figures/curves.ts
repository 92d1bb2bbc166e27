import { bandHeights, bandLayers } from './bands.ts';
import type { TopLevelSpec } from 'vega-lite';
import { curveStyle, NARROW_WIDTH, renderChart, rowsOf, xAxis, yAxis } from './chartParts.ts';
import type { Chart, ChartOptions, Curve } from './chartParts.ts';
import { CHART_STYLE } from './chartStyle.ts';
import { endLabels, wholeRange } from './curveLabels.ts';
import { FIGURE_COLOURS } from '../page/theme.ts';
import { brokenLines } from './svgParts.ts';

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

/** How much room there is. */
interface Room {
  /** Of the plot in pixels; of the whole chart on a phone. */
  readonly width: number;
  /** Of the plot, where names stand at the ends of the curves. */
  readonly besideLabels: number;
  readonly height: number;
  /** The height with names at the ends of the curves. */
  readonly tall: number;
  /** Numbers of the horizontal axis. */
  readonly ticks: number;
  /** Whether it is a phone: names stand in the legend, and the title of the vertical axis above it. */
  readonly isNarrow: boolean;
}

const WIDE: Room = {
  width: 1040,
  besideLabels: 940,
  height: 300,
  tall: 340,
  ticks: 8,
  isNarrow: false,
};
const NARROW: Room = {
  width: NARROW_WIDTH,
  besideLabels: NARROW_WIDTH,
  height: 220,
  tall: 220,
  ticks: 4,
  isNarrow: true,
};
/** Plot and names of a wide chart, the narrowest plot, and a letter of a name as the library measures it, in pixels. */
const [WIDEST, LEAST_PLOT, LABEL_LETTER] = [1080, 480, 10];
/** Pixels beside a narrow legend. */
const LEGEND_MARGIN = 24;
/** To the left, above the numbers of the vertical axis. */
const TITLE_SHIFT = -24;
/** Letters of a line above a narrow chart. */
const LINE = 44;
/** Pixels of a text on a reference line of a narrow chart. */
const REFERENCE_LIMIT = 255;

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
  return renderChart(
    curveSpec(curves, references, options, WIDE),
    curveSpec(curves, references, options, NARROW),
    [{ panel: '', curves, xTitle: options.xTitle, yTitle: options.yTitle }],
  );
}

function curveSpec(
  curves: readonly Curve[],
  references: readonly Reference[],
  options: CurveChartOptions,
  room: Room,
): TopLevelSpec {
  const { points = false, labels = 'legend', xScale, xTicks } = options;
  const { isNarrow } = room;
  // Both charts of one figure show the same heights.
  const isWhole = labels === 'direct';
  const direct = isWhole && !isNarrow;
  const hasBands = curves.some(({ band = [] }) => band.length > 0);
  const values = rowsOf(curves);
  const end = Math.max(...values.map(({ x }) => x), 1);
  const measuredAt = xScale === 'log' || xTicks !== undefined;
  const start = measuredAt ? Math.min(...values.map(({ x }) => x), end) : 0;
  const height = direct ? room.tall : room.height;
  const yRange =
    options.yRange ??
    (isWhole || hasBands
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
    isNarrow ? room.width - LEGEND_MARGIN : room.width,
  );
  const coloured = direct ? { ...color, legend: null } : color;
  const y = yAxis(shown);
  const encoding = {
    x: xAxis(options, room.ticks),
    y: isNarrow ? { ...y, title: null } : y,
    color: coloured,
  };
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width: direct ? besideLabels(curves, room) : room.width,
    height,
    ...(isNarrow ? fitted(options.yTitle) : {}),
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
              ...(isNarrow ? { limit: REFERENCE_LIMIT } : {}),
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
  };
}

/** Names at the ends of the curves take their room from the plot: a wider chart would have to be moved sideways on a laptop. */
function besideLabels(curves: readonly Curve[], { besideLabels: most }: Room): number {
  const longest = Math.max(...curves.map(({ label }) => label.length), 0);
  return Math.max(LEAST_PLOT, Math.min(most, WIDEST - LABEL_LETTER * longest));
}

/** The whole chart, with its axes, is as wide as the screen allows; the title of the vertical axis stands above it. */
function fitted(yTitle: string) {
  return {
    autosize: { type: 'fit-x' as const, contains: 'padding' as const },
    padding: 2,
    title: {
      text: brokenLines(yTitle, LINE),
      anchor: 'start' as const,
      frame: 'group' as const,
      dx: TITLE_SHIFT,
      fontSize: 12.5,
      fontWeight: 500 as const,
      color: FIGURE_COLOURS.muted,
      offset: 8,
    },
  };
}
