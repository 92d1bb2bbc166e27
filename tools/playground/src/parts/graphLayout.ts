/** A place in a drawing of a graph. */
export interface NodePlace {
  readonly x: number;
  readonly y: number;
}

/** Boxes that have room beside each other. */
const BESIDE = 6;

/**
 * Places the variables of a graph in layers, causes above effects, so that few edges cross.
 *
 * @param adjacency - `adjacency[cause][effect]`, above 0 where there is an edge. Edges that close a cycle do not count.
 * @returns A place for each variable: x in [0, 1], y the number of its layer from 0; a layer of more than six takes several numbers, neighbours in turn.
 */
export function graphLayout(adjacency: readonly (readonly number[])[]): NodePlace[] {
  const layers = layersOf(adjacency);
  const rows: number[][] = [];
  layers.forEach((layer, variable) => (rows[layer] ??= []).push(variable));
  const linked = (a: number, b: number) =>
    (adjacency[a]?.[b] ?? 0) > 0 || (adjacency[b]?.[a] ?? 0) > 0;
  // A few sweeps: every layer is sorted by where its neighbours in other layers are.
  for (let sweep = 0; sweep < 6; sweep++) {
    const xs = placesOf(rows);
    const order = sweep % 2 === 0 ? rows.keys() : [...rows.keys()].reverse();
    for (const at of order) {
      const row = rows[at] ?? [];
      const pull = new Map(
        row.map((variable) => {
          const near = xs.flatMap((x, other) =>
            layers[other] !== at && linked(variable, other) ? [x] : [],
          );
          const mean = near.reduce((sum, x) => sum + x, 0) / near.length;
          return [variable, near.length === 0 ? (xs[variable] ?? 0.5) : mean] as const;
        }),
      );
      row.sort((a, b) => (pull.get(a) ?? 0) - (pull.get(b) ?? 0) || a - b);
      placesOf(rows).forEach((x, variable) => (xs[variable] = x));
    }
  }
  const xs = placesOf(rows);
  const ys: number[] = [];
  let top = 0;
  for (const row of rows) {
    const lanes = Math.max(1, Math.ceil(row.length / BESIDE));
    row.forEach((variable, i) => (ys[variable] = top + (i % lanes)));
    top += lanes;
  }
  return layers.map((_, variable) => ({ x: xs[variable] ?? 0.5, y: ys[variable] ?? 0 }));
}

/** The longest way from a variable without causes. */
function layersOf(adjacency: readonly (readonly number[])[]): number[] {
  const layers = new Array<number>(adjacency.length).fill(-1);
  const open = new Set<number>();
  const layerOf = (effect: number): number => {
    const known = layers[effect] ?? -1;
    if (known >= 0) return known;
    if (open.has(effect)) return -1; // a cycle
    open.add(effect);
    let layer = 0;
    adjacency.forEach((row, cause) => {
      if ((row[effect] ?? 0) > 0) layer = Math.max(layer, layerOf(cause) + 1);
    });
    open.delete(effect);
    layers[effect] = layer;
    return layer;
  };
  adjacency.forEach((_, variable) => layerOf(variable));
  return layers;
}

function placesOf(rows: readonly (readonly number[])[]): number[] {
  const xs: number[] = [];
  rows.forEach((row) => {
    row.forEach((variable, i) => (xs[variable] = (i + 0.5) / row.length));
  });
  return xs;
}
