import fc from 'fast-check';
import { topologicalOrder } from '../../src/index.ts';

describe('topologicalOrder', () => {
  it('puts parents first and small indices before large ones', () => {
    expect(topologicalOrder([])).toEqual([]);
    expect(topologicalOrder([[], [], []])).toEqual([0, 1, 2]);
    expect(topologicalOrder([[3], [], [0, 1], []])).toEqual([1, 3, 0, 2]);
  });

  it('shows a cycle along its edges', () => {
    expect(() => topologicalOrder([[], [0, 3], [1], [2], [3]], ['a', 'b', 'c', 'd', 'e'])).toThrow(
      /no cycle, got (b -> c -> d -> b|c -> d -> b -> c|d -> b -> c -> d)$/,
    );
    expect(() => topologicalOrder([[1], [0]])).toThrow(/0 -> 1 -> 0/);
  });

  it.each([[[[0]]], [[[1]]], [[[], [0, 0]]], [[[], [-1]]], [[[], [0.5]]]])(
    'refuses parents %j',
    (parents) => {
      expect(() => topologicalOrder(parents)).toThrow(/different other variables/);
    },
  );

  it('orders every graph that was made in some order', () => {
    const graphs = fc.array(fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(graphs, fc.integer({ min: 0, max: 11 }), (edges, shift) => {
        const size = edges.length;
        const at = (i: number): number => (i + shift) % Math.max(size, 1);
        const parents: number[][] = edges.map(() => []);
        edges.forEach((row, i) => {
          parents[at(i)] = row.flatMap((edge, j) => (edge && j < i ? [at(j)] : []));
        });
        const order = topologicalOrder(parents);
        const place = new Map(order.map((variable, k) => [variable, k]));
        expect(place.size).toBe(size);
        parents.forEach((list, child) => {
          for (const parent of list) {
            expect(place.get(parent) ?? NaN).toBeLessThan(place.get(child) ?? NaN);
          }
        });
      }),
    );
  });
});
