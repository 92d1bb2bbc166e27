import { ArgumentError, ShapeError } from '@causal-mechanisms/tensor-utils';
import type { Adjacency } from '@causal-mechanisms/metrics';
import { escapeMarkup, FIGURE_COLOURS, seriesColour } from '../page/theme.ts';
import { compareEdges } from './graph/edgeKinds.ts';
import { layOutGraph } from './graph/graphLayout.ts';
import { LETTER_WIDTH, svgFigure, svgNumber, svgText } from './svgParts.ts';
import type { DrawnEdge, EdgeKind } from './graph/edgeKinds.ts';
import type { GraphPoint, PlacedEdge, PlacedNode } from './graph/placed.ts';

/** Options of {@link graphDrawing}. */
export interface GraphDrawingOptions {
  /** The name of each variable. */
  readonly names: readonly string[];
  /** The true graph to compare with. Default: unknown, all edges look alike. */
  readonly truth?: Adjacency;
  /** Pairs of variables whose direction is undecided. Default: those with edges in both directions. */
  readonly unoriented?: readonly (readonly [number, number])[];
  /** Beliefs in edges, `beliefs[cause][effect]`, written beside them. Default: none. */
  readonly beliefs?: Adjacency;
  /** Which way edges lead. Default: the one whose figure has the better shape for a page. */
  readonly direction?: 'down' | 'right';
  /** Read out by screen readers, before the counts of edges. Default: `Causal graph`. */
  readonly title?: string;
}

/** How the edges of each kind look; kinds differ in their dashes too, not in colour alone. */
const LOOKS: Readonly<Record<EdgeKind, { colour: string; width: number; dashes?: string }>> = {
  found: { colour: FIGURE_COLOURS.muted, width: 1.6 },
  right: { colour: FIGURE_COLOURS.muted, width: 1.6 },
  unoriented: { colour: seriesColour(4), width: 2.4 },
  reversed: { colour: seriesColour(3), width: 2.4, dashes: '9 3 2 3' },
  added: { colour: seriesColour(1), width: 2.4, dashes: '2 4' },
  missing: { colour: seriesColour(0), width: 2, dashes: '7 5' },
};

const ARROW = { length: 9, half: 4 };
const LEGEND = { height: 34, line: 34, gap: 8, between: 26 };

/**
 * Draws a causal graph, layer by layer, and compares it with the truth: right, reversed, added, missing and undecided edges differ in
 * colour and dashes.
 *
 * @param found - `found[cause][effect]` is not 0 where there is an edge.
 * @param options - Names, truth, beliefs and direction.
 * @returns The figure, with a legend that counts edges where there is a truth or an undecided edge.
 * @throws ArgumentError without variables; ShapeError when names, found, truth or beliefs differ in size.
 */
export function graphDrawing(found: Adjacency, options: GraphDrawingOptions): string {
  const { names, truth, unoriented, beliefs, direction, title = 'Causal graph' } = options;
  checkSizes(found, { names, truth, beliefs });
  const edges = compareEdges(found, {
    ...(truth === undefined ? {} : { truth }),
    ...(unoriented === undefined ? {} : { unoriented }),
  });
  const labels = beliefs === undefined ? [] : edges.map((edge) => beliefOf(edge, beliefs));
  const placed = layOutGraph(names, edges, {
    labels,
    ...(direction === undefined ? {} : { direction }),
  });
  const counted = KINDS.flatMap((kind) => {
    const count = edges.filter((edge) => edge.kind === kind).length;
    return count === 0 ? [] : [{ kind, text: `${kind} ${count}` }];
  });
  const plain = counted.every(({ kind }) => kind === 'found');
  const legend = plain ? { parts: [], width: 0 } : legendOf(counted, placed.height);
  const said = counted.map(({ text }) => text).join(', ');
  return svgFigure(
    `${title}: ${names.length} variables; edges: ${said === '' ? 'none' : said}`,
    [Math.max(placed.width, legend.width), placed.height + (plain ? 0 : LEGEND.height)],
    [
      ...placed.edges.map((edge) => edgeParts(edge, names)),
      ...placed.nodes.map(nodeParts),
      ...placed.edges.map(labelParts),
      ...legend.parts,
    ],
  );
}

const KINDS = Object.keys(LOOKS) as EdgeKind[];

function checkSizes(
  found: Adjacency,
  others: Readonly<Record<string, { readonly length: number } | undefined>>,
): void {
  const size = found.length;
  if (size === 0) throw new ArgumentError('graphDrawing: expected at least one variable, got none');
  for (const [name, list] of Object.entries(others)) {
    if (list === undefined || list.length === size) continue;
    throw new ShapeError(
      `graphDrawing: found has ${size} variables, ${name} must have as many, got ${list.length}`,
      { data: { name, expected: size, actual: list.length } },
    );
  }
}

/** Two digits; both directions where there is no arrow. */
function beliefOf({ cause, effect, directed }: DrawnEdge, beliefs: Adjacency): string {
  const written = (value: number | undefined): string =>
    value === undefined || !Number.isFinite(value) ? '–' : value.toFixed(2).replace(/^0\./, '.');
  const forward = written(beliefs[cause]?.[effect]);
  return directed ? forward : `${forward} / ${written(beliefs[effect]?.[cause])}`;
}

function edgeParts(
  { cause, effect, kind, directed, points }: PlacedEdge,
  names: readonly string[],
): string {
  const { colour, width, dashes } = LOOKS[kind];
  const tip = points.at(-1) ?? { x: 0, y: 0 };
  const before = points.at(-2) ?? tip;
  const reach = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  const towards = { x: (tip.x - before.x) / reach, y: (tip.y - before.y) / reach };
  // The line ends inside of the arrow: its own end would stick out of the tip.
  const shaft = {
    x: tip.x - ARROW.length * 0.7 * towards.x,
    y: tip.y - ARROW.length * 0.7 * towards.y,
  };
  const path = curve(directed ? [...points.slice(0, -1), shaft] : points);
  const pattern = dashes === undefined ? '' : ` stroke-dasharray="${dashes}"`;
  const said = `<title>${kind}: ${[names[cause], names[effect]].map((name) => escapeMarkup(name ?? '')).join(directed ? ' → ' : ' – ')}</title>`;
  const line = `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}"${pattern}>${said}</path>`;
  return directed ? line + arrowHead(tip, towards, colour) : line;
}

function arrowHead(tip: GraphPoint, towards: GraphPoint, colour: string): string {
  const corner = (side: number): string =>
    place({
      x: tip.x - ARROW.length * towards.x - side * ARROW.half * towards.y,
      y: tip.y - ARROW.length * towards.y + side * ARROW.half * towards.x,
    });
  return `<path d="M${place(tip)}L${corner(1)}L${corner(-1)}Z" fill="${colour}"/>`;
}

/** A smooth line that bends at the points in between without passing through them. */
function curve(points: readonly GraphPoint[]): string {
  const [first = { x: 0, y: 0 }, ...rest] = points;
  const last = rest.at(-1) ?? first;
  const bends = rest.slice(0, -1).map((point, i) => {
    const next = i === rest.length - 2 ? last : middle(point, rest[i + 1] ?? last);
    return `Q${place(point)} ${place(next)}`;
  });
  return `M${place(first)}${bends.length === 0 ? `L${place(last)}` : bends.join('')}`;
}

function middle(a: GraphPoint, b: GraphPoint): GraphPoint {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function place({ x, y }: GraphPoint): string {
  return `${svgNumber(x)},${svgNumber(y)}`;
}

function nodeParts({ name, x, y, width, height }: PlacedNode): string {
  const box = `x="${svgNumber(x - width / 2)}" y="${svgNumber(y - height / 2)}" width="${svgNumber(width)}" height="${height}" rx="8"`;
  const fill = `fill="${FIGURE_COLOURS.heat}" fill-opacity="0.1"`;
  const frame = `stroke="${FIGURE_COLOURS.heat}" stroke-opacity="0.55" stroke-width="1.2"`;
  return `<rect ${box} ${fill} ${frame}/>${svgText(x, y + 4.5, name, { weight: 500 })}`;
}

function labelParts({ label }: PlacedEdge): string {
  if (label === undefined) return '';
  return svgText(label.x, label.y + 4, label.text, { size: 11, muted: true });
}

function legendOf(
  counted: readonly { readonly kind: EdgeKind; readonly text: string }[],
  top: number,
): { parts: string[]; width: number } {
  const y = top + LEGEND.height - 12;
  let x = 6;
  const parts = counted.map(({ kind, text }) => {
    const { colour, width, dashes } = LOOKS[kind];
    const pattern = dashes === undefined ? '' : ` stroke-dasharray="${dashes}"`;
    const line = `<path d="M${svgNumber(x)},${svgNumber(y)}h${LEGEND.line}" stroke="${colour}" stroke-width="${width}"${pattern}/>`;
    const start = x + LEGEND.line + LEGEND.gap;
    x = start + LETTER_WIDTH * text.length + LEGEND.between;
    return line + svgText(start, y + 4.5, text, { anchor: 'start' });
  });
  return { parts, width: x - LEGEND.between };
}
