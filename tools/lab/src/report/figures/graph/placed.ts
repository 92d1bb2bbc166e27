import type { DrawnEdge } from './edgeKinds.ts';

/** A point in pixels, from the top left. */
export interface GraphPoint {
  /** From the left. */
  readonly x: number;
  /** From the top. */
  readonly y: number;
}

/** A box with a name. */
export interface PlacedNode extends GraphPoint {
  /** What stands in it. */
  readonly name: string;
  /** Of the box, in pixels. */
  readonly width: number;
  /** Of the box, in pixels. */
  readonly height: number;
}

/** An edge with the way it takes. */
export interface PlacedEdge extends DrawnEdge {
  /** From the border of the cause to that of the effect. */
  readonly points: readonly GraphPoint[];
  /** The middle of its label, when it has one. */
  readonly label?: GraphPoint & { readonly text: string };
}
