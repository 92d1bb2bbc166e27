import { graphSearch } from '../../../src/panels/direction/graphSearch.ts';
import type { GraphBeliefs } from '../../../src/panels/direction/graphSearch.ts';

describe('graphSearch', () => {
  test('comes to the graph of asia and to the hidden targets', async () => {
    const request = { seed: 1, draws: 4, observational: 20_000, perTarget: 512 };
    const seen: GraphBeliefs[] = [];
    for await (const beliefs of graphSearch(request, new AbortController().signal)) {
      seen.push(beliefs);
    }
    expect(seen.map(({ draw }) => draw)).toEqual([1, 2, 3, 4]);
    const [first] = seen;
    const last = seen.at(-1);
    expect(first?.names).toContain('asia');
    expect(last?.truth.flat().reduce((sum, edge) => sum + edge, 0)).toBe(8);
    expect(last?.distance).toBeLessThanOrEqual(2);
    expect(last?.found).toBeGreaterThanOrEqual(6);
    for (const row of last?.targets ?? []) {
      expect(row).toHaveLength(9);
      expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
    }
    for (const belief of last?.beliefs.flat() ?? []) {
      expect(belief).toBeGreaterThanOrEqual(0);
      expect(belief).toBeLessThanOrEqual(1);
    }
  });

  test('ends when it is aborted', async () => {
    const control = new AbortController();
    const request = { seed: 1, draws: 4, observational: 500, perTarget: 50 };
    const run = graphSearch(request, control.signal);
    await run.next();
    control.abort(new Error('enough'));
    await expect(run.next()).rejects.toThrow('enough');
  });
});
