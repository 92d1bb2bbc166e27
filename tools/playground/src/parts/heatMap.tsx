/** What {@link HeatMap} shows. */
interface HeatMapProps {
  readonly label: string;
  /** Under the picture. */
  readonly caption: string;
  readonly rows: { readonly name: string; readonly count: number };
  readonly columns: { readonly name: string; readonly count: number };
  /** Row by row, at least 0. */
  readonly values: readonly number[];
  /** What is drawn in full. */
  readonly most: number;
}

const SIDE = 120;
const INSET = 18;

/** A matrix as squares, the larger the darker. */
export function HeatMap({ label, caption, rows, columns, values, most }: HeatMapProps) {
  const [width, height] = [SIDE / columns.count, SIDE / rows.count];
  return (
    <figure class="heat">
      <svg
        viewBox={`0 0 ${SIDE + INSET + 2} ${SIDE + INSET + 2}`}
        role="img"
        aria-label={label}
        shape-rendering="crispEdges"
      >
        <text class="title" x={INSET + SIDE / 2} y={12} text-anchor="middle">
          {columns.name}
        </text>
        <text
          class="title"
          transform={`translate(11 ${INSET + SIDE / 2}) rotate(-90)`}
          text-anchor="middle"
        >
          {rows.name}
        </text>
        <rect class="ground" x={INSET} y={INSET} width={SIDE} height={SIDE} />
        {values.map((value, i) => (
          <rect
            key={i}
            class="cell"
            x={INSET + (i % columns.count) * width}
            y={INSET + Math.floor(i / columns.count) * height}
            width={width}
            height={height}
            fill-opacity={Math.min(1, Math.sqrt(value / most)).toFixed(3)}
          />
        ))}
      </svg>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}
