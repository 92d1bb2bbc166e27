import { inferTargets } from '../../../src/index.ts';
import { noisyChain, plain, rejectionOf } from '../noisyChain.ts';

describe('inferTargets', () => {
  const order = [2, 0, 3, 1];
  const { data, graph } = noisyChain({ order, rows: 1000, perTarget: 200, hidden: true });

  it('finds the targets and leaves the graph as it is', async () => {
    const { adjacency, targets } = await inferTargets(data, graph);
    expect(plain(adjacency)).toEqual(graph);
    expect(targets.map(({ variables }) => variables)).toEqual([[0], [1], [2], [3]]);
  });

  it('blames no variable for more observational samples', async () => {
    const more = noisyChain({ order, rows: 200, perTarget: 0, seed: 9 }).data.observational;
    const one = { ...data, interventions: [{ target: null, samples: more }] };
    const { targets, warnings } = await inferTargets(one, graph);
    expect(targets[0]?.variables).toEqual([]);
    expect(targets[0]?.certainty).toBeGreaterThan(0.5);
    expect(warnings.at(-1)).toContain('interventions[0]');
  });

  it('refuses cyclic graphs', async () => {
    const cyclic = graph.map((row, i) => (i === 1 ? [0, 0, 1, 0] : row));
    expect(await rejectionOf(inferTargets(data, cyclic))).toBe('ERR_VALUES');
    expect(await rejectionOf(inferTargets(data, [[0]]))).toBe('ERR_SHAPE');
  });
});
