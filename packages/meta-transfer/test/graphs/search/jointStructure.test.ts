import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { jointStructure } from '../../../src/index.ts';
import { noisyChain, plain, rejectionOf } from '../noisyChain.ts';

describe('jointStructure', () => {
  it('finds graph and hidden targets together', async () => {
    const order = [3, 1, 0, 4, 2];
    const { data, graph } = noisyChain({ order, rows: 1500, perTarget: 300, hidden: true });
    const result = await jointStructure(data, { stream: new RandomStream(1), restarts: 40 });
    expect(plain(result.adjacency)).toEqual(graph);
    expect(result.targets.map(({ variables }) => variables)).toEqual([[0], [1], [2], [3], [4]]);
    for (const { certainty, hidden } of result.targets) {
      expect(hidden).toBe(true);
      expect(certainty).toBeGreaterThan(0.9);
    }
    expect(result.comparedWith(graph, [0, 1, 2, 3, 4])).toBeCloseTo(0, 9);
    expect(result.comparedWith(graph, [null, 1, 2, 3, 4])).toBeGreaterThan(1);
  });

  it('believes the targets that are said', async () => {
    const { data, graph } = noisyChain({
      order: [0, 1, 2],
      rows: 800,
      perTarget: 100,
      hidden: true,
    });
    const interventions = data.interventions.map((it, i) => (i === 1 ? { ...it, target: 1 } : it));
    const result = await jointStructure({ ...data, interventions }, { restarts: 20 });
    expect(plain(result.adjacency)).toEqual(graph);
    expect(result.targets[1]).toEqual({ variables: [1], hidden: false, certainty: 1 });
    expect(result.targets[2]).toMatchObject({ variables: [2], hidden: true });
  });

  it('repeats by seed', async () => {
    const { data } = noisyChain({ order: [0, 2, 1], rows: 100, perTarget: 20, hidden: true });
    const run = () => jointStructure(data, { stream: new RandomStream(4), restarts: 5 });
    const [first, second] = [await run(), await run()];
    expect(first.targets).toEqual(second.targets);
    expect(first.score).toBe(second.score);
  });

  it('refuses impossible options and stops at a signal', async () => {
    const { data } = noisyChain({ order: [0, 1], rows: 20, perTarget: 5 });
    expect(await rejectionOf(jointStructure(data, { restarts: 0.5 }))).toBe('ERR_ARGUMENT');
    const reason = new Error('enough');
    expect(await rejectionOf(jointStructure(data, { signal: AbortSignal.abort(reason) }))).toBe(
      reason,
    );
  });
});
