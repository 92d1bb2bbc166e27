/** A graph of so many columns is drawn whole. */
const WHOLE = 12;

/** What is drawn of a graph. */
export interface DrawnColumns {
  /** The columns that are drawn, in their order. */
  readonly names: readonly string[];
  /** Edges among them, `adjacency[cause][effect]`. */
  readonly adjacency: readonly (readonly number[])[];
  /** How many columns without an edge are left out. */
  readonly left: number;
}

/**
 * Leaves out columns without an edge where there are many: hundreds of boxes show nothing.
 *
 * @param names - Of all columns.
 * @param adjacency - Edges among all, `adjacency[cause][effect]`.
 * @param edges - The edges, also those without a direction.
 * @returns What to draw.
 */
export function drawnColumns(
  names: readonly string[],
  adjacency: readonly (readonly number[])[],
  edges: readonly { readonly cause: string; readonly effect: string }[],
): DrawnColumns {
  const linked = new Set(edges.flatMap(({ cause, effect }) => [cause, effect]));
  const kept = [...names.keys()].filter(
    (at) => names.length <= WHOLE || linked.has(names[at] ?? ''),
  );
  return {
    names: kept.map((at) => names[at] ?? ''),
    adjacency: kept.map((cause) => kept.map((effect) => adjacency[cause]?.[effect] ?? 0)),
    left: names.length - kept.length,
  };
}
