import { StructureScore } from '../../../src/index.ts';
import { searchStructure, stoppable } from '../../../src/graphs/search/searchStructure.ts';
import { noisyChain, plain, rejectionOf } from '../noisyChain.ts';

describe('searchStructure', () => {
  const { data } = noisyChain({ order: [0, 1], rows: 200, perTarget: 40 });
  const kind = { owner: 'f', moves: 'edges', restarts: 2 } as const;

  it('starts with the graph that it is given', async () => {
    const held = { ...kind, moves: 'targets', parents: [[1], []] } as const;
    expect(plain((await searchStructure(data, {}, held)).adjacency)).toEqual([
      [0, 0],
      [1, 0],
    ]);
    expect(plain((await searchStructure(data, {}, kind)).adjacency)).toEqual([
      [0, 1],
      [0, 0],
    ]);
  });

  it('fits the size of the prior, or takes the one that is said', async () => {
    const fit = await searchStructure(data, {}, kind);
    const said = await searchStructure(data, { equivalentSampleSize: 7 }, kind);
    expect([1, 3, 10]).toContain(fit.equivalentSampleSize);
    expect(said.equivalentSampleSize).toBe(7);
    const score = new StructureScore(data, { equivalentSampleSize: 7 });
    expect(said.score).toBeCloseTo(score.scoreOf(said.adjacency), 9);
    expect(await rejectionOf(searchStructure(data, { equivalentSampleSize: 0 }, kind))).toBe(
      'ERR_ARGUMENT',
    );
  });

  it('refuses impossible options in the name of who asks', async () => {
    await expect(searchStructure(data, { noise: NaN }, kind)).rejects.toThrow(
      'f: noise must be a finite number of at least 0, got NaN',
    );
    expect(await rejectionOf(searchStructure(data, { noise: Infinity }, kind))).toBe(
      'ERR_ARGUMENT',
    );
    await expect(searchStructure(data, { restarts: 0 }, kind)).rejects.toThrow(
      'f: restarts must be an integer of at least 1, got 0',
    );
  });
});

describe('stoppable', () => {
  it('throws the reason of the signal once it is aborted', async () => {
    const controller = new AbortController();
    const pause = stoppable(controller.signal);
    await pause();
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(pause()).rejects.toBe(reason);
    await stoppable(undefined)();
  });
});
