import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { greedyStructure } from '../../../src/index.ts';
import { noisyChain, plain, rejectionOf } from '../noisyChain.ts';

describe('greedyStructure', () => {
  it('finds chains in any order', async () => {
    for (const order of [
      [0, 1, 2, 3, 4, 5],
      [5, 2, 0, 4, 1, 3],
    ]) {
      const { data, graph } = noisyChain({ order, rows: 800, perTarget: 60 });
      const result = await greedyStructure(data, { stream: new RandomStream(2) });
      expect(plain(result.adjacency)).toEqual(graph);
      expect(result.comparedWith(graph)).toBeCloseTo(0, 9);
      expect(result.targets.map(({ variables }) => variables)).toEqual([
        [0],
        [1],
        [2],
        [3],
        [4],
        [5],
      ]);
      expect(result.warnings).toEqual([]);
    }
  });

  it('finds the edges without interventions, and says that it knows no directions', async () => {
    const { data } = noisyChain({ order: [1, 0, 2], rows: 800, perTarget: 0 });
    const { edges } = await greedyStructure(data);
    const pairs = edges.map(({ cause, effect }) => [cause, effect].sort().join());
    expect(pairs.sort()).toEqual(['0,1', '0,2']);
    expect(edges.some(({ oriented }) => oriented)).toBe(false);
  });

  it('finds nothing between coins', async () => {
    const { data } = noisyChain({ order: [0], rows: 100, perTarget: 10 });
    const { adjacency, edges } = await greedyStructure(data);
    expect(plain(adjacency)).toEqual([[0]]);
    expect(edges).toEqual([]);
  });

  it('keeps the most parents', async () => {
    const { data } = noisyChain({ order: [0, 1, 2], rows: 300, perTarget: 30 });
    const { edges } = await greedyStructure(data, { maximumParents: 0 });
    expect(edges).toEqual([]);
  });

  it('refuses hidden targets and impossible options', async () => {
    const { data } = noisyChain({ order: [0, 1], rows: 20, perTarget: 5, hidden: true });
    expect(await rejectionOf(greedyStructure(data))).toBe('ERR_ARGUMENT');
    const known = noisyChain({ order: [0, 1], rows: 20, perTarget: 5 }).data;
    expect(await rejectionOf(greedyStructure(known, { restarts: 0 }))).toBe('ERR_ARGUMENT');
    expect(await rejectionOf(greedyStructure(known, { noise: -1 }))).toBe('ERR_ARGUMENT');
  });

  it('stops at a signal', async () => {
    const { data } = noisyChain({ order: [0, 1, 2], rows: 100, perTarget: 10 });
    const reason = new Error('enough');
    const signal = AbortSignal.abort(reason);
    expect(await rejectionOf(greedyStructure(data, { signal }))).toBe(reason);
  });
});
