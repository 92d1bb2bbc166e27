import type { NodePlace } from './graphLayout.ts';

/** An edge of a drawing. */
export interface DrawnEdge {
  readonly from: number;
  readonly to: number;
  /** How strong it is drawn, in [0, 1]. */
  readonly strength: number;
  /** Whether it has an arrow: an edge of unknown direction is a line. Default: true. */
  readonly isDirected?: boolean;
  /** `usual`, or what is to be told apart from it by colour and dashes. Default: `usual`. */
  readonly kind?: 'usual' | 'other' | 'absent';
  /** Beside its middle. */
  readonly label?: string;
}

/** What {@link GraphDrawing} shows. */
interface GraphDrawingProps {
  /** Says what is seen, edge by edge, for those who do not see it. */
  readonly label: string;
  readonly names: readonly string[];
  readonly places: readonly NodePlace[];
  readonly edges: readonly DrawnEdge[];
}

const WIDTH = 400;
const LAYER = 84;
const NODE = { height: 28, letter: 6.7, padding: 18 };

/** A graph: variables in boxes, causes above effects. */
export function GraphDrawing({ label, names, places, edges }: GraphDrawingProps) {
  const layers = 1 + Math.max(0, ...places.map(({ y }) => y));
  const height = layers * LAYER - (LAYER - NODE.height) + 24;
  const boxes = names.map((name, i): Box => {
    const width = Math.max(44, name.length * NODE.letter + NODE.padding);
    const { x = 0.5, y = 0 } = places[i] ?? {};
    const middle = Math.min(WIDTH - width / 2 - 2, Math.max(width / 2 + 2, x * WIDTH));
    return { x: middle, y: 12 + NODE.height / 2 + y * LAYER, width };
  });
  return (
    <svg class="graph" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={label}>
      {edges.map((edge) => {
        const [from, to] = [boxes[edge.from], boxes[edge.to]];
        if (from === undefined || to === undefined) return null;
        return <Edge key={`${edge.from} ${edge.to}`} edge={edge} from={from} to={to} />;
      })}
      {boxes.map(({ x, y, width }, i) => (
        <g key={names[i]} class="node">
          <rect
            x={x - width / 2}
            y={y - NODE.height / 2}
            width={width}
            height={NODE.height}
            rx={NODE.height / 2}
          />
          <text x={x} y={y + 4} text-anchor="middle">
            {names[i]}
          </text>
        </g>
      ))}
    </svg>
  );
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

function Edge({ edge, from, to }: { edge: DrawnEdge; from: Box; to: Box }) {
  const { strength, isDirected = true, kind = 'usual', label } = edge;
  const dy = to.y - from.y;
  // Edges within a layer, or over several, bend around the boxes between.
  const isFlat = Math.abs(dy) < LAYER / 2;
  const isLong = Math.abs(dy) > LAYER * 1.5;
  const outwards = from.x + to.x > WIDTH ? 1 : -1;
  const middle = {
    x: (from.x + to.x) / 2 + (isLong ? 88 * outwards : 0),
    y: (from.y + to.y) / 2 - (isFlat ? 54 : 0),
  };
  const start = border(from, middle, 1);
  const end = border(to, middle, 5);
  const angle = Math.atan2(end.y - middle.y, end.x - middle.x);
  const tip = (turned: number) =>
    `${round(end.x - 9 * Math.cos(angle + turned))} ${round(end.y - 9 * Math.sin(angle + turned))}`;
  const opacity = 0.3 + 0.7 * Math.min(1, strength);
  const at = {
    x: 0.25 * start.x + 0.5 * middle.x + 0.25 * end.x,
    y: 0.25 * start.y + 0.5 * middle.y + 0.25 * end.y,
  };
  return (
    <g class={`edge ${kind}`}>
      <path
        opacity={opacity}
        d={`M${round(start.x)} ${round(start.y)}Q${round(middle.x)} ${round(middle.y)} ${round(end.x)} ${round(end.y)}`}
        style={{ strokeWidth: 1 + 2 * Math.min(1, strength) }}
      />
      {isDirected && (
        <path
          class="tip"
          opacity={opacity}
          d={`M${tip(0.45)}L${round(end.x)} ${round(end.y)}L${tip(-0.45)}Z`}
        />
      )}
      {label !== undefined && (
        <text x={round(at.x)} y={round(at.y + 4)} text-anchor="middle">
          {label}
        </text>
      )}
    </g>
  );
}

/** Where the line from the middle of a box towards a point leaves the box, and a little further. */
function border(
  { x, y, width }: Box,
  towards: { readonly x: number; readonly y: number },
  gap: number,
): { readonly x: number; readonly y: number } {
  const [dx, dy] = [towards.x - x, towards.y - y];
  const scale = Math.min(
    Math.abs(dx) > 0 ? (width / 2 + gap) / Math.abs(dx) : Infinity,
    Math.abs(dy) > 0 ? (NODE.height / 2 + gap) / Math.abs(dy) : Infinity,
  );
  return Number.isFinite(scale) ? { x: x + dx * scale, y: y + dy * scale } : { x, y };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
