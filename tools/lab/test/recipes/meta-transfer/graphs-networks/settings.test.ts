import {
  graphsNetworksEntries,
  graphsNetworksSchema,
} from '../../../../src/recipes/meta-transfer/graphs-networks/settings.ts';

describe('graphsNetworksSchema', () => {
  it('has the sizes of the published table', () => {
    const config = graphsNetworksSchema.parse({});
    expect(config).toMatchObject({
      variables: 25,
      categories: 10,
      observational: 5000,
      perTarget: 200,
    });
    expect(graphsNetworksSchema.parse({ training: { draws: 7 } }).training).toEqual({
      ...config.training,
      draws: 7,
    });
    expect(config.training).toMatchObject({ contrast: 'regression', hidden: 64, batchSize: 128 });
  });
});

describe('graphsNetworksEntries', () => {
  it('names a part per graph', () => {
    const entries = graphsNetworksEntries({ kinds: ['chain', 'full'], graphs: 2 });
    expect(entries.map(({ name }) => name)).toEqual(['chain-1', 'chain-2', 'full-1', 'full-2']);
    expect(graphsNetworksEntries(graphsNetworksSchema.parse({}))).toHaveLength(150);
  });
});
