import { ticks } from './ticks.ts';

/** A line of a chart. */
export interface ChartLine {
  /** In the legend. */
  readonly name: string;
  /** Which of the colours: 1 or 2; 0 for what is only there to compare. */
  readonly series: 0 | 1 | 2;
  /** The height at x = 0, 1, 2... */
  readonly values: readonly number[];
  /** How far apart the values are along x. Default: 1. */
  readonly every?: number;
}

/** What {@link LineChart} shows. */
interface LineChartProps {
  /** Says what is seen, for those who do not see it. */
  readonly label: string;
  /** The axis to the right: from 0. */
  readonly x: { readonly title: string; readonly most: number };
  /** The axis upwards. */
  readonly y: {
    readonly title: string;
    readonly least: number;
    readonly most: number;
    readonly format: (value: number) => string;
  };
  readonly lines: readonly ChartLine[];
  /** Heights that are marked from end to end. */
  readonly marks?: readonly { readonly name: string; readonly at: number }[];
}

const [WIDTH, HEIGHT] = [380, 230];
const INSET = { left: 52, right: 12, top: 12, bottom: 40 };
const LINE = ['compared', 'one', 'two'] as const;

/** Lines over an axis, with a legend. */
export function LineChart({ label, x, y, lines, marks = [] }: LineChartProps) {
  const across = (value: number) =>
    INSET.left + (value / x.most) * (WIDTH - INSET.left - INSET.right);
  const up = (value: number) =>
    HEIGHT -
    INSET.bottom -
    ((value - y.least) / (y.most - y.least)) * (HEIGHT - INSET.top - INSET.bottom);
  const path = ({ values, every = 1 }: ChartLine) =>
    values
      .map((value, i) => `${i === 0 ? 'M' : 'L'}${point(across(i * every))} ${point(up(value))}`)
      .join('');
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        {ticks(y.least, y.most).map((at) => (
          <g key={`y${at}`}>
            <line
              class="grid"
              x1={INSET.left}
              x2={WIDTH - INSET.right}
              y1={point(up(at))}
              y2={point(up(at))}
            />
            <text x={INSET.left - 6} y={point(up(at) + 4)} text-anchor="end">
              {y.format(at)}
            </text>
          </g>
        ))}
        <line
          class="axis"
          x1={INSET.left}
          x2={WIDTH - INSET.right}
          y1={HEIGHT - INSET.bottom}
          y2={HEIGHT - INSET.bottom}
        />
        {ticks(0, x.most).map((at) => (
          <g key={`x${at}`}>
            <line
              class="axis"
              x1={point(across(at))}
              x2={point(across(at))}
              y1={HEIGHT - INSET.bottom}
              y2={HEIGHT - INSET.bottom + 4}
            />
            <text x={point(across(at))} y={HEIGHT - INSET.bottom + 17} text-anchor="middle">
              {at}
            </text>
          </g>
        ))}
        <text
          class="title"
          x={(INSET.left + WIDTH - INSET.right) / 2}
          y={HEIGHT - 6}
          text-anchor="middle"
        >
          {x.title}
        </text>
        <text
          class="title"
          transform={`translate(12 ${(INSET.top + HEIGHT - INSET.bottom) / 2}) rotate(-90)`}
          text-anchor="middle"
        >
          {y.title}
        </text>
        {marks.map(({ name, at }) => (
          <line
            key={name}
            class="mark"
            x1={INSET.left}
            x2={WIDTH - INSET.right}
            y1={point(up(at))}
            y2={point(up(at))}
          />
        ))}
        {lines.map((line) => (
          <path key={line.name} class={`line ${LINE[line.series]}`} d={path(line)} />
        ))}
      </svg>
      <figcaption class="legend">
        {lines.map(({ name, series }) => (
          <span key={name} class={LINE[series]}>
            {name}
          </span>
        ))}
        {marks.map(({ name }) => (
          <span key={name} class="marked">
            {name}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

function point(value: number): number {
  return Math.round(value * 10) / 10;
}
