import { graphLayout } from '../../src/parts/graphLayout.ts';

describe('graphLayout', () => {
  test('puts causes above their effects, by the longest way', () => {
    // 0 -> 1 -> 2, 0 -> 2
    const places = graphLayout([
      [0, 1, 1],
      [0, 0, 1],
      [0, 0, 0],
    ]);
    expect(places.map(({ y }) => y)).toEqual([0, 1, 2]);
    expect(places.map(({ x }) => x)).toEqual([0.5, 0.5, 0.5]);
  });

  test('sorts a layer by where its causes are', () => {
    // 0 -> 3, 1 -> 2: in the order of their numbers both edges would cross
    const places = graphLayout([
      [0, 0, 0, 1],
      [0, 0, 1, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ]);
    const isLeft = (a: number, b: number) => (places[a]?.x ?? NaN) < (places[b]?.x ?? NaN);
    expect(isLeft(0, 1)).toBe(isLeft(3, 2));
  });

  test('has no more than six beside each other, and effects below all of their causes', () => {
    // Thirteen causes of one effect.
    const adjacency = Array.from({ length: 14 }, (_, i) =>
      Array.from({ length: 14 }, (__, j) => (i < 13 && j === 13 ? 1 : 0)),
    );
    const ys = graphLayout(adjacency).map(({ y }) => y);
    expect(ys.slice(0, 5)).toEqual([0, 1, 2, 0, 1]);
    for (const lane of [0, 1, 2]) expect(ys.filter((y) => y === lane).length).toBeLessThan(7);
    expect(ys[13]).toBe(3);
  });

  test('places every variable of a cycle, and of no edges', () => {
    const cycle = graphLayout([
      [0, 1],
      [1, 0],
    ]);
    expect(cycle).toHaveLength(2);
    for (const { x, y } of cycle) expect([x, y].every(Number.isFinite)).toBe(true);
    expect(
      graphLayout([
        [0, 0],
        [0, 0],
      ]).map(({ y }) => y),
    ).toEqual([0, 0]);
    expect(graphLayout([])).toEqual([]);
  });
});
