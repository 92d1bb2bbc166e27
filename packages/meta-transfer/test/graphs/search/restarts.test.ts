import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { StructureScore } from '../../../src/index.ts';
import { searchWithRestarts } from '../../../src/graphs/search/restarts.ts';
import { noisyChain } from '../noisyChain.ts';

describe('searchWithRestarts', () => {
  const { data } = noisyChain({ order: [3, 1, 4, 0, 6, 5, 2], rows: 40, perTarget: 4 });
  const run = async (restarts: number, seed: number) => {
    const score = new StructureScore(data);
    const freed = score.names.map((_, variable) => score.knownFreed(variable));
    const start = { parents: score.names.map(() => []), freed };
    const pause = () => Promise.resolve();
    const stream = new RandomStream(seed);
    return searchWithRestarts(score, start, { moves: 'edges', noise: 30, stream, pause, restarts });
  };

  it('never gets worse by restarts, and repeats by seed', async () => {
    const totals: number[][] = [];
    for (let seed = 0; seed < 5; seed++) {
      const [once, often] = [await run(1, seed), await run(40, seed)];
      expect(often.total).toBeGreaterThanOrEqual(once.total);
      expect(await run(40, seed)).toEqual(often);
      totals.push([once.total, often.total]);
    }
    // With so much noise single climbs end in different places, forty of them in one.
    expect(new Set(totals.map(([, often]) => often?.toFixed(6))).size).toBe(1);
    expect(totals.some(([once = 0, often = 0]) => often > once + 0.1)).toBe(true);
  });

  it('keeps known targets', async () => {
    const { state } = await run(40, 1);
    expect(state.freed).toEqual([[0], [1], [2], [3], [4], [5], [6]]);
  });
});
