import { adjacencyOf } from '@causal-mechanisms/datasets';
import { exactStructure, greedyStructure, StructureScore } from '../../../src/index.ts';
import { orderOf } from '../../../src/graphs/parentLists.ts';
import { noisyChain, plain, rejectionOf, tableOf } from '../noisyChain.ts';

/** All acyclic graphs of four variables: 543. */
function allGraphs(): number[][][] {
  const bits = Array.from({ length: 2 ** 12 }, (_, code) =>
    Array.from({ length: 4 }, (_unused, effect) =>
      [0, 1, 2, 3]
        .filter((cause) => cause !== effect)
        .filter((_cause, place) => (code >> (3 * effect + place)) % 2 === 1),
    ),
  );
  return bits.filter((parents) => orderOf(parents).length === 4);
}

describe('exactStructure', () => {
  it('finds the graph with the highest score of all', async () => {
    const graphs = allGraphs();
    expect(graphs).toHaveLength(543);
    for (let seed = 0; seed < 6; seed++) {
      const { data } = noisyChain({ order: [2, 0, 3, 1], rows: 15, perTarget: 3, seed });
      const options = { edgePenalty: 0.3, maximumParents: 3, equivalentSampleSize: 2 };
      const score = new StructureScore(data, options);
      const best = Math.max(...graphs.map((parents) => score.scoreOf(adjacencyOf({ parents }))));
      const result = await exactStructure(data, options);
      expect(result.score).toBeCloseTo(best, 9);
      expect(score.scoreOf(result.adjacency)).toBeCloseTo(best, 9);
    }
  });

  it('finds chains, like the greedy search', async () => {
    const { data, graph } = noisyChain({ order: [4, 1, 5, 0, 2, 3], rows: 500, perTarget: 60 });
    const exact = await exactStructure(data);
    expect(plain(exact.adjacency)).toEqual(graph);
    expect((await greedyStructure(data)).score).toBeCloseTo(exact.score, 9);
  });

  it('keeps the most parents', async () => {
    const { data } = noisyChain({ order: [0, 1, 2], rows: 12, perTarget: 0 });
    const { adjacency } = await exactStructure(data, { maximumParents: 1, edgePenalty: 0 });
    const parents = [0, 1, 2].map((effect) => adjacency.filter((row) => row[effect] === 1).length);
    expect(Math.max(...parents)).toBeLessThanOrEqual(1);
  });

  it('refuses too many variables with what they would take', async () => {
    const wide = tableOf(Array.from({ length: 26 }, () => [0, 1]));
    await expect(exactStructure({ observational: wide, interventions: [] })).rejects.toThrow(
      'exactStructure: expected at most 25 variables, got 26, which would take 0.56 GB; greedyStructure takes any number',
    );
  });

  it('refuses hidden targets and stops at a signal', async () => {
    const { data } = noisyChain({ order: [0, 1], rows: 20, perTarget: 5, hidden: true });
    expect(await rejectionOf(exactStructure(data))).toBe('ERR_ARGUMENT');
    const known = noisyChain({ order: [0, 1], rows: 20, perTarget: 5 }).data;
    const reason = new Error('enough');
    const signal = AbortSignal.abort(reason);
    expect(await rejectionOf(exactStructure(known, { signal }))).toBe(reason);
  });
});
