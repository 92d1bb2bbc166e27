import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { sampleObservational, syntheticNetwork } from '../../../src/index.ts';
import type { SyntheticGraphKind } from '../../../src/index.ts';

describe('syntheticNetwork', () => {
  it('has the sizes of the paper by default', () => {
    const network = syntheticNetwork({ kind: 'bidiag', stream: new RandomStream(1) });
    expect(network.names).toHaveLength(25);
    expect(network.categories.every((count) => count === 10)).toBe(true);
    expect(network.parents.flat()).toHaveLength(47);
    const table = sampleObservational(network, 200, new RandomStream(2));
    expect(table.columns.every((column) => new Set(column).size > 1)).toBe(true);
  });

  it.each([
    ['chain', 5],
    ['bidiag', 9],
    ['collider', 5],
    ['full', 15],
    ['jungle', 8],
  ] as const)('keeps the edges of a %s when variables are put in random order', (kind, edges) => {
    const first = [1, 2, 3].map((seed) =>
      syntheticNetwork({ kind, variables: 6, categories: 2, stream: new RandomStream(seed) }),
    );
    for (const { parents } of first) expect(parents.flat()).toHaveLength(edges);
    expect(new Set(first.map(({ parents }) => JSON.stringify(parents))).size).toBeGreaterThan(1);
  });

  it('repeats with the same seed', () => {
    const draw = (): unknown => {
      const network = syntheticNetwork({
        kind: 'random',
        variables: 8,
        stream: new RandomStream(5),
      });
      return [network.parents, sampleObservational(network, 50, new RandomStream(1))];
    };
    expect(draw()).toEqual(draw());
  });

  it.each([
    [{ kind: 'star' as SyntheticGraphKind }, /one of chain, bidiag.*got star/],
    [{ kind: 'chain' as const, variables: 1 }, /variables/],
    [{ kind: 'chain' as const, categories: 1 }, /categories/],
    [{ kind: 'random' as const, edgeProbability: 1.1 }, /edgeProbability.*1\.1/],
    [{ kind: 'random' as const, edgeProbability: NaN }, /NaN/],
  ])('refuses %j', (options, message) => {
    expect(() => syntheticNetwork({ ...options, stream: new RandomStream(1) })).toThrow(message);
  });
});
