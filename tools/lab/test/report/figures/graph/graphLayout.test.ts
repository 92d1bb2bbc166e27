import { layOutGraph } from '../../../../src/report/figures/graph/graphLayout.ts';
import type { DrawnEdge } from '../../../../src/report/figures/graph/edgeKinds.ts';

const NAMES = ['a', 'b', 'a longer name'];
const edge = (cause: number, effect: number, kind: DrawnEdge['kind'] = 'right'): DrawnEdge => ({
  cause,
  effect,
  kind,
  directed: true,
});
const CHAIN = [edge(0, 1), edge(1, 2)];

describe('layOutGraph', () => {
  it('puts causes above or to the left of their effects', () => {
    const down = layOutGraph(NAMES, CHAIN, { direction: 'down' });
    const right = layOutGraph(NAMES, CHAIN, { direction: 'right' });
    expect(down.nodes.map(({ name }) => name)).toEqual(NAMES);
    expect((down.nodes[0]?.y ?? NaN) < (down.nodes[1]?.y ?? NaN)).toBe(true);
    expect((down.nodes[1]?.y ?? NaN) < (down.nodes[2]?.y ?? NaN)).toBe(true);
    expect((right.nodes[0]?.x ?? NaN) < (right.nodes[1]?.x ?? NaN)).toBe(true);
    expect(right.height).toBeLessThan(down.height);
    expect(down.nodes[2]?.width).toBeGreaterThan(down.nodes[0]?.width ?? NaN);
    for (const { nodes, width, height } of [down, right]) {
      for (const node of nodes) {
        expect(node.x - node.width / 2).toBeGreaterThanOrEqual(0);
        expect(node.x + node.width / 2).toBeLessThanOrEqual(width);
        expect(node.y + node.height / 2).toBeLessThanOrEqual(height);
      }
    }
  });

  it('leads edges from cause to effect, reversed ones against the layers', () => {
    const { nodes, edges } = layOutGraph(NAMES, [edge(0, 1), edge(2, 1, 'reversed')], {
      direction: 'down',
    });
    // Laid out as 1 -> 2: the arrow goes up.
    expect((nodes[1]?.y ?? NaN) < (nodes[2]?.y ?? NaN)).toBe(true);
    expect(edges[1]?.points[0]?.y).toBeGreaterThan(edges[1]?.points.at(-1)?.y ?? NaN);
    expect(edges[0]?.points[0]?.y).toBeLessThan(edges[0]?.points.at(-1)?.y ?? NaN);
  });

  it('places labels, and chooses a direction that fits a page', () => {
    const { edges } = layOutGraph(NAMES, CHAIN, { labels: ['.91', ''] });
    expect(edges[0]?.label?.text).toBe('.91');
    expect(edges[1]?.label).toBeUndefined();
    const names = Array.from({ length: 20 }, (_, i) => `X${i}`);
    const many = names.slice(1).map((_, i) => edge(i, i + 1));
    const chain = layOutGraph(names.slice(0, 8), many.slice(0, 7));
    expect(chain.width).toBeGreaterThan(chain.height);
    // Twenty causes side by side.
    const star = layOutGraph(
      names,
      names.slice(1).map((_, i) => edge(i + 1, 0)),
    );
    expect(star.width).toBeLessThan(1240);
    expect(star.height).toBeLessThan(1000);
  });

  it('bears cycles and no edge at all', () => {
    expect(layOutGraph(NAMES, [...CHAIN, edge(2, 0)]).edges).toHaveLength(3);
    expect(layOutGraph(['a'], []).nodes).toHaveLength(1);
  });
});
