import * as dagre from '@dagrejs/dagre';
import type { GraphPoint } from './placed.ts';

/** A box for the layout; its middle is there afterwards. */
interface LayoutNode {
  readonly width: number;
  readonly height: number;
  readonly x?: number;
  readonly y?: number;
}

/** An edge for the layout, with the room for its label; its way and the middle of the label are there afterwards. */
interface LayoutEdge {
  readonly width?: number;
  readonly height?: number;
  readonly labelpos?: 'l' | 'c' | 'r';
  readonly points?: readonly GraphPoint[];
  readonly x?: number;
  readonly y?: number;
}

/** What is used of the library's graphs. */
interface LayoutGraph {
  setGraph(settings: Readonly<Record<string, string | number>>): void;
  setNode(name: string, node: LayoutNode): void;
  setEdge(from: string, to: string, edge: LayoutEdge): void;
  node(name: string): LayoutNode;
  edge(from: string, to: string): LayoutEdge;
}

interface Library {
  readonly Graph: new () => LayoutGraph;
  readonly layout: (graph: LayoutGraph) => void;
}

/** The library's own declarations name files without their endings: TypeScript does not find them in an ES module. */
export const { Graph, layout } = dagre as unknown as Library;
