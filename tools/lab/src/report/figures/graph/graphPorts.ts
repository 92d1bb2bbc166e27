import type { GraphPoint, PlacedEdge, PlacedNode } from './placed.ts';

/** The least distance between two edges at a side of a box, where there is room, and what is left free at the corners. */
const STEP = 10;
const CORNER = 8;

/** One end of an edge. */
interface End {
  readonly edge: number;
  readonly isStart: boolean;
  /** The variable that it touches. */
  readonly node: number;
  /** 1 where the edge leaves in the direction of the layers, -1 where it leaves against it. */
  readonly side: 1 | -1;
  /** The next bend. */
  readonly bend: GraphPoint;
}

/**
 * Lets edges start and end at those sides of boxes that face the next layer, side by side in the order of their ways: an edge that came
 * in at a corner would run across its neighbours.
 *
 * @param nodes - The boxes.
 * @param edges - The edges between them, each with its way.
 * @param direction - In which the layers follow each other.
 * @returns The edges in their order, with other first and last points.
 */
export function attachEdges(
  nodes: readonly PlacedNode[],
  edges: readonly PlacedEdge[],
  direction: 'down' | 'right',
): PlacedEdge[] {
  const along = direction === 'down' ? 'y' : 'x';
  const across = direction === 'down' ? 'x' : 'y';
  const ends = edges.flatMap((edge, k): End[] => {
    const [from, to] = [nodes[edge.cause], nodes[edge.effect]];
    const [first = ORIGIN, last = ORIGIN] = [edge.points.at(1), edge.points.at(-2)];
    const side = (to?.[along] ?? 0) >= (from?.[along] ?? 0) ? 1 : -1;
    return [
      { edge: k, isStart: true, node: edge.cause, side, bend: first },
      { edge: k, isStart: false, node: edge.effect, side: side === 1 ? -1 : 1, bend: last },
    ];
  });
  const places = new Map<End, GraphPoint>();
  nodes.forEach((node, i) => {
    for (const side of [1, -1] as const) {
      const here = ends.filter((end) => end.node === i && end.side === side);
      here.sort((a, b) => a.bend[across] - b.bend[across]);
      const room = (direction === 'down' ? node.width : node.height) - 2 * CORNER;
      const step = Math.min(STEP, room / Math.max(1, here.length - 1));
      const half = (direction === 'down' ? node.height : node.width) / 2;
      here.forEach((end, k) => {
        const shift = (k - (here.length - 1) / 2) * step;
        places.set(
          end,
          direction === 'down'
            ? { x: node.x + shift, y: node.y + side * half }
            : { x: node.x + side * half, y: node.y + shift },
        );
      });
    }
  });
  return edges.map((edge, k) => {
    const start = ends.find((end) => end.edge === k && end.isStart);
    const end = ends.find((other) => other.edge === k && !other.isStart);
    const [from = ORIGIN, to = ORIGIN] = [start, end].map((each) => each && places.get(each));
    return { ...edge, points: [from, ...edge.points.slice(1, -1), to] };
  });
}

const ORIGIN: GraphPoint = { x: 0, y: 0 };
