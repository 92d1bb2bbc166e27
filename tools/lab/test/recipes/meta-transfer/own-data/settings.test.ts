import {
  ownDataSchema,
  sizeInWords,
} from '../../../../src/recipes/meta-transfer/own-data/settings.ts';

describe('ownDataSchema', () => {
  it('has sizes that users have, and names them', () => {
    const { sizes, truths } = ownDataSchema.parse({});
    expect(sizes).toHaveLength(12);
    expect(truths).toBe(100);
    expect(sizes.slice(0, 1).map(sizeInWords)).toEqual(['2 categories, 1000 + 1 x 200 rows']);
  });
});
