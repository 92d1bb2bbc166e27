import fc from 'fast-check';

/** The chain 0 -> 1 -> 2. */
export const CHAIN = [
  [0, 1, 0],
  [0, 0, 1],
  [0, 0, 0],
];

/** 0 -> 1 <- 2: the second edge of the chain, reversed. */
export const ONE_REVERSED = [
  [0, 1, 0],
  [0, 0, 0],
  [0, 1, 0],
];

/** No edge between three variables. */
export const EMPTY = [
  [0, 0, 0],
  [0, 0, 0],
  [0, 0, 0],
];

/** @returns Graphs of `size` variables whose edges all go from smaller to larger indices. */
export function ordered(size: number): fc.Arbitrary<number[][]> {
  return fc
    .array(fc.integer({ min: 0, max: 1 }), { minLength: size * size, maxLength: size * size })
    .map((bits) =>
      Array.from({ length: size }, (_, i) =>
        Array.from({ length: size }, (__, j) => (i < j ? (bits[i * size + j] ?? 0) : 0)),
      ),
    );
}

/** @returns Orders of `size` variables. */
export function orders(size: number): fc.Arbitrary<number[]> {
  const all = Array.from({ length: size }, (_, i) => i);
  return fc.shuffledSubarray(all, { minLength: size, maxLength: size });
}

/** @returns The graph in which variable `i` is called `order[i]`. */
export function renamed(
  graph: readonly (readonly number[])[],
  order: readonly number[],
): number[][] {
  const result = graph.map(() => new Array<number>(graph.length).fill(0));
  graph.forEach((row, i) => {
    row.forEach((value, j) => {
      const target = result[order[i] ?? 0];
      if (target !== undefined) target[order[j] ?? 0] = value;
    });
  });
  return result;
}

/** Two causes with two common effects: 0 and 1 of 2 and 3. */
export const PENDULUM = [
  [0, 0, 1, 1],
  [0, 0, 1, 1],
  [0, 0, 0, 0],
  [0, 0, 0, 0],
];

/** A guess at it with an edge reversed, one added and one missing: 2 -> 0, 0 -> 3, 1 -> 2, 0 -> 1. */
export const ESTIMATE = [
  [0, 1, 0, 1],
  [0, 0, 1, 0],
  [1, 0, 0, 0],
  [0, 0, 0, 0],
];
