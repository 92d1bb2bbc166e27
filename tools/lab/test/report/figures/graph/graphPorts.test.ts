import { attachEdges } from '../../../../src/report/figures/graph/graphPorts.ts';
import type { PlacedEdge, PlacedNode } from '../../../../src/report/figures/graph/placed.ts';

const node = (name: string, x: number, y: number): PlacedNode => ({
  name,
  x,
  y,
  width: 40,
  height: 28,
});
const edge = (cause: number, effect: number, bend: readonly [number, number]): PlacedEdge => ({
  cause,
  effect,
  kind: 'right',
  directed: true,
  points: [
    { x: 0, y: 0 },
    { x: bend[0], y: bend[1] },
    { x: 0, y: 0 },
  ],
});

describe('attachEdges', () => {
  it('leaves below and arrives above, side by side in the order of the bends', () => {
    const nodes = [node('a', 100, 20), node('b', 60, 120), node('c', 140, 120)];
    const edges = attachEdges(nodes, [edge(0, 2, [140, 70]), edge(0, 1, [60, 70])], 'down');
    expect(edges[0]?.points).toEqual([
      { x: 105, y: 34 },
      { x: 140, y: 70 },
      { x: 140, y: 106 },
    ]);
    expect(edges[1]?.points[0]).toEqual({ x: 95, y: 34 });
    expect(edges[1]?.points[2]).toEqual({ x: 60, y: 106 });
  });

  it('leaves to the right and arrives from the left, no wider than the box', () => {
    const nodes = [
      node('a', 20, 100),
      node('b', 120, 40),
      node('c', 120, 100),
      node('d', 120, 160),
    ];
    const bends = [40, 100, 160].map((y, i) => edge(0, i + 1, [70, y]));
    const edges = attachEdges(nodes, bends, 'right');
    // 28 - 2 * 8 = 12 pixels for three edges.
    expect(edges.map(({ points }) => points[0])).toEqual([94, 100, 106].map((y) => ({ x: 40, y })));
    expect(edges[2]?.points[2]).toEqual({ x: 100, y: 160 });
  });

  it('turns the sides round for an edge against the layers', () => {
    const nodes = [node('a', 50, 20), node('b', 50, 120)];
    const [back] = attachEdges(nodes, [edge(1, 0, [50, 70])], 'down');
    expect(back?.points[0]).toEqual({ x: 50, y: 106 });
    expect(back?.points[2]).toEqual({ x: 50, y: 34 });
  });
});
