import { adjacencyOf, interventionalData, syntheticNetwork } from '@causal-mechanisms/datasets';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { StructureScore } from '../../../src/index.ts';
import { orderOf } from '../../../src/graphs/parentLists.ts';
import { climb } from '../../../src/graphs/search/structureSearch.ts';
import type { ClimbOptions } from '../../../src/graphs/search/structureSearch.ts';
import { noisyChain } from '../noisyChain.ts';

function options(changes: Partial<ClimbOptions> = {}): ClimbOptions {
  return {
    moves: 'edges',
    noise: 0,
    stream: new RandomStream(1),
    pause: () => Promise.resolve(),
    ...changes,
  };
}

const empty = (variables: number) => Array.from({ length: variables }, (): number[] => []);

describe('climb', () => {
  it('ends where no move gains, and says the score of it', async () => {
    const { data } = noisyChain({ order: [2, 0, 3, 1], rows: 400, perTarget: 50 });
    const score = new StructureScore(data);
    const freed = score.names.map((_, variable) => score.knownFreed(variable));
    const { state, total } = await climb(score, { parents: empty(4), freed }, options());
    expect(state.parents).toEqual([[2], [3], [], [0]]);
    const sum = state.parents.reduce((all, own, variable) => all + score.local(variable, own), 0);
    expect(total).toBeCloseTo(sum, 9);
  });

  it('mends a graph with a wrong direction, one edge too much and one too few', async () => {
    const { data } = noisyChain({ order: [0, 1, 2, 3], rows: 400, perTarget: 50 });
    const score = new StructureScore(data);
    const freed = score.names.map((_, variable) => score.knownFreed(variable));
    const start = { parents: [[1], [], [1], [0]], freed };
    const { state } = await climb(score, start, options());
    expect(state.parents).toEqual([[], [0], [1], [2]]);
  });

  it('never closes a cycle', async () => {
    for (let seed = 0; seed < 8; seed++) {
      const { data } = noisyChain({ order: [0, 1, 2, 3, 4], rows: 25, perTarget: 4, seed });
      const score = new StructureScore(data, { edgePenalty: 0 });
      const { state } = await climb(
        score,
        { parents: empty(5), freed: empty(5) },
        options({ noise: 2, stream: new RandomStream(seed) }),
      );
      expect(orderOf(state.parents)).toHaveLength(5);
    }
  });

  it('walks on from a top', async () => {
    const stream = new RandomStream(5);
    const sizes = { kind: 'chain', variables: 14, categories: 5 } as const;
    const network = syntheticNetwork({ ...sizes, stream: stream.split('n') });
    const rows = { observational: 1500, perTarget: 2 };
    const data = interventionalData(network, rows, stream.split('d'));
    const score = new StructureScore(data, { equivalentSampleSize: 30 });
    const freed = score.names.map((_, variable) => score.knownFreed(variable));
    const start = { parents: empty(14), freed };
    const { total } = await climb(
      score,
      start,
      options({ noise: 0.05, stream: new RandomStream(5) }),
    );
    // The first top is 69 nats below the truth; the walk ends on one that is 67 below.
    expect(total - score.scoreOf(adjacencyOf(network))).toBeGreaterThan(-68);
  });

  it('moves targets alone where edges are held', async () => {
    const { data } = noisyChain({ order: [0, 1, 2], rows: 500, perTarget: 200, hidden: true });
    const score = new StructureScore(data);
    const parents = [[], [0], [1]];
    // Intervention 2 on variable 1, where it must be handed on from.
    const start = { parents, freed: [[], [2], []] };
    const { state } = await climb(score, start, options({ moves: 'targets' }));
    expect(state.parents).toEqual(parents);
    expect(state.freed).toEqual([[0], [1], [2]]);
  });

  it('breaks ties by noise', async () => {
    const { data } = noisyChain({ order: [0, 1], rows: 100, perTarget: 0 });
    const found = new Set<string>();
    for (let seed = 0; seed < 20; seed++) {
      const start = { parents: empty(2), freed: empty(2) };
      const stream = new RandomStream(seed);
      const { state } = await climb(
        new StructureScore(data),
        start,
        options({ noise: 0.05, stream }),
      );
      found.add(JSON.stringify(state.parents));
    }
    expect(found).toEqual(new Set(['[[],[0]]', '[[1],[]]']));
  });

  it('pauses between pieces', async () => {
    const { data } = noisyChain({ order: [0, 1], rows: 100, perTarget: 10 });
    let pauses = 0;
    const pause = () => {
      pauses += 1;
      return Promise.resolve();
    };
    const start = { parents: empty(2), freed: empty(2) };
    await climb(new StructureScore(data), start, options({ pause }));
    expect(pauses).toBe(3);
  });
});
