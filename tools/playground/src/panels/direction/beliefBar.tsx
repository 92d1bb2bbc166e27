const [WIDTH, HEIGHT] = [360, 62];
const INSET = 24;

/** A belief between two directions, with the interval that it lies in. */
export function BeliefBar({
  names: [a, b],
  belief,
  low,
  high,
}: {
  readonly names: readonly [string, string];
  /** In the first being the cause, in [0, 1]. */
  readonly belief: number;
  readonly low: number;
  readonly high: number;
}) {
  const at = (value: number) => INSET + value * (WIDTH - 2 * INSET);
  return (
    <svg
      class="belief"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`The belief that ${a} is the cause is ${belief.toFixed(2)}, from ${low.toFixed(2)} to ${high.toFixed(2)} when rows are drawn anew`}
    >
      <line class="axis" x1={at(0)} x2={at(1)} y1={24} y2={24} />
      {[0, 0.5, 1].map((value) => (
        <g key={value}>
          <line class="axis" x1={at(value)} x2={at(value)} y1={19} y2={29} />
          <text x={at(value)} y={42} text-anchor="middle">
            {value}
          </text>
        </g>
      ))}
      <text x={at(0) - INSET + 2} y={57}>
        ← {b} is the cause
      </text>
      <text x={at(1) + INSET - 2} y={57} text-anchor="end">
        {a} is the cause →
      </text>
      <line class="interval" x1={at(low)} x2={at(high)} y1={24} y2={24} />
      <circle class="value" cx={at(belief)} cy={24} r={7} />
    </svg>
  );
}
