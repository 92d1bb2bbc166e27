import { LETTER_WIDTH } from '../svgParts.ts';
import { Graph, layout } from './dagre.ts';
import { attachEdges } from './graphPorts.ts';
import type { DrawnEdge } from './edgeKinds.ts';
import type { GraphPoint, PlacedEdge, PlacedNode } from './placed.ts';

/** Where everything stands. */
export interface GraphLayout {
  /** Of the whole, in pixels. */
  readonly width: number;
  /** Of the whole, in pixels. */
  readonly height: number;
  /** The variables in their order. */
  readonly nodes: readonly PlacedNode[];
  /** The edges in their order. */
  readonly edges: readonly PlacedEdge[];
}

/** Options of {@link layOutGraph}. */
export interface GraphLayoutOptions {
  /** Which way edges lead. Default: the one whose figure has the better shape for a page. */
  readonly direction?: 'down' | 'right';
  /** A text for each edge. Default: none. */
  readonly labels?: readonly string[];
}

const NODE = { height: 28, padding: 22, least: 40 };
const LABEL = { height: 14, letter: 6.4 };
const SPACE = { nodesep: 22, edgesep: 12, ranksep: 38 };
const MARGIN = 6;
/** Wider figures are scaled down on a page, until nobody can read them. */
const PAGE = { width: 1180, shape: 1.9 };

/**
 * Places variables in layers, causes before effects, so that few edges cross.
 *
 * @param names - One per variable.
 * @param edges - Edges between them; cycles are allowed.
 * @param options - Direction and labels.
 * @returns Where everything stands.
 */
export function layOutGraph(
  names: readonly string[],
  edges: readonly DrawnEdge[],
  options: GraphLayoutOptions = {},
): GraphLayout {
  const { direction, labels = [] } = options;
  if (direction !== undefined) return layOut(names, edges, labels, direction);
  const down = layOut(names, edges, labels, 'down');
  const right = layOut(names, edges, labels, 'right');
  return unfitness(down) <= unfitness(right) ? down : right;
}

/** How far a figure is from the shape of a page; what does not fit is worse than any shape. */
function unfitness({ width, height }: GraphLayout): number {
  return (
    Math.abs(Math.log(width / height / PAGE.shape)) + 2 * Math.max(0, Math.log(width / PAGE.width))
  );
}

function layOut(
  names: readonly string[],
  edges: readonly DrawnEdge[],
  labels: readonly string[],
  direction: 'down' | 'right',
): GraphLayout {
  const graph = new Graph();
  graph.setGraph({ ...SPACE, rankdir: direction === 'down' ? 'TB' : 'LR' });
  names.forEach((name, i) => {
    const width = Math.max(NODE.least, LETTER_WIDTH * name.length + NODE.padding);
    graph.setNode(String(i), { width, height: NODE.height });
  });
  edges.forEach((edge, k) => {
    const [from, to] = layered(edge);
    const text = labels[k] ?? '';
    const size = {
      width: LABEL.letter * text.length,
      height: LABEL.height,
      labelpos: 'r' as const,
    };
    graph.setEdge(String(from), String(to), text === '' ? {} : size);
  });
  layout(graph);
  const nodes = names.map((name, i) => {
    const { x = 0, y = 0, width, height } = graph.node(String(i));
    return { name, x, y, width, height };
  });
  const ways = edges.map((edge, k) => {
    const [from, to] = layered(edge);
    const { points = [], x = 0, y = 0 } = graph.edge(String(from), String(to));
    const text = labels[k] ?? '';
    return {
      ...edge,
      points: from === edge.cause ? points : [...points].reverse(),
      ...(text === '' ? {} : { label: { x, y, text } }),
    };
  });
  return framed(nodes, attachEdges(nodes, ways, direction));
}

/** Moves all into a frame around it: the ways of edges may lead around the outermost boxes. */
function framed(nodes: readonly PlacedNode[], edges: readonly PlacedEdge[]): GraphLayout {
  const ways = edges.flatMap(({ points }) => points);
  const corners = [
    ...ways,
    ...nodes.flatMap(({ x, y, width, height }) =>
      [-0.5, 0.5].map((side) => ({ x: x + side * width, y: y + side * height })),
    ),
    ...edges.flatMap(({ label }) =>
      label === undefined
        ? []
        : [-0.5, 0.5].map((side) => ({
            x: label.x + side * LABEL.letter * label.text.length,
            y: label.y + side * LABEL.height,
          })),
    ),
  ];
  const left = Math.min(...corners.map(({ x }) => x)) - MARGIN;
  const top = Math.min(...corners.map(({ y }) => y)) - MARGIN;
  const moved = <T extends GraphPoint>(point: T): T => ({
    ...point,
    x: point.x - left,
    y: point.y - top,
  });
  return {
    width: Math.max(...corners.map(({ x }) => x)) - left + MARGIN,
    height: Math.max(...corners.map(({ y }) => y)) - top + MARGIN,
    nodes: nodes.map(moved),
    edges: edges.map((edge) => ({
      ...edge,
      points: edge.points.map(moved),
      ...(edge.label === undefined ? {} : { label: moved(edge.label) }),
    })),
  };
}

/** A reversed edge is laid out as it should be: the layers stay those of the truth. */
function layered({ cause, effect, kind }: DrawnEdge): readonly [number, number] {
  return kind === 'reversed' ? [effect, cause] : [cause, effect];
}
