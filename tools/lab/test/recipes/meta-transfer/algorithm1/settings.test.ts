import {
  algorithm1Entries,
  algorithm1Schema,
} from '../../../../src/recipes/meta-transfer/algorithm1/settings.ts';

describe('algorithm1Schema', () => {
  it('has five truths of five graphs, and trains as the package does by itself', () => {
    const config = algorithm1Schema.parse({});
    expect(algorithm1Entries(config)).toHaveLength(25);
    expect(config.training).toMatchObject({
      estimator: 'reinforce',
      adaptationSteps: 10,
      draws: 20,
    });
    expect(() => algorithm1Schema.parse({ training: { estimator: 'reinforce', seed: 1 } })).toThrow(
      'seed',
    );
  });
});

describe('algorithm1Entries', () => {
  it('names a part per truth', () => {
    const config = algorithm1Schema.parse({ graphs: ['fork', 'asia'], truths: 2 });
    expect(algorithm1Entries(config)).toEqual([
      { name: 'fork-1', graph: 'fork', truth: 1 },
      { name: 'fork-2', graph: 'fork', truth: 2 },
      { name: 'asia-1', graph: 'asia', truth: 1 },
      { name: 'asia-2', graph: 'asia', truth: 2 },
    ]);
  });
});
