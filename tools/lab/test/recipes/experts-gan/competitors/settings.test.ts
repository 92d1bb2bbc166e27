import { parseConfig } from '@causal-mechanisms/tensor-utils';
import {
  competitorEntries,
  competitorsSchema,
  withChanges,
} from '../../../../src/recipes/experts-gan/competitors/settings.ts';
import { competitionSchema } from '../../../../src/recipes/experts-gan/competition/settings.ts';

const schema = competitorsSchema({
  'few-filters': { filters: 4 },
  'no-identity': { identityInitialisation: false, iterations: 7 },
});
const resolve = (more: object = {}) => parseConfig('competitors', schema, more);

describe('competitorsSchema', () => {
  it('runs all that there are, each with the shared settings and its own', () => {
    const entries = competitorEntries(resolve({ batchSize: 8 }));
    expect(entries.map(({ name, label }) => [name, label])).toEqual([
      ['few-filters', 'few filters'],
      ['no-identity', 'no identity'],
    ]);
    const [few, none] = entries.map(({ config }) => config);
    expect([few?.filters, few?.batchSize, few?.iterations]).toEqual([4, 8, 2000]);
    expect([none?.filters, none?.batchSize, none?.iterations]).toEqual([32, 8, 7]);
    expect(none?.identityInitialisation).toBe(false);
  });

  it('takes others', () => {
    const config = resolve({ models: ['mine'], settings: { mine: { experts: 3 } } });
    expect(competitorEntries(config).map(({ config: { experts } }) => experts)).toEqual([3]);
  });

  it.each([
    [{ models: ['fewer'] }, 'unknown model "fewer" (known: few-filters, no-identity)'],
    [{ models: ['few-filters', 'few-filters'] }, '"few-filters" is there twice'],
    [{ settings: { a: { filter: 3 } }, models: ['a'] }, 'filter'],
    [{ settings: { a: { filters: 0 } }, models: ['a'] }, 'filters'],
    [{ data: 'folder' }, 'go together'],
  ])('refuses %j', (more, message) => {
    expect(() => resolve(more)).toThrow(message);
  });
});

describe('withChanges', () => {
  it('replaces a setting of several parts as a whole', () => {
    const shared = parseConfig('competition', competitionSchema, {
      identityInitialisation: { maxIterations: 3, probeSize: 9 },
    });
    const changed = withChanges(shared, { identityInitialisation: { maxIterations: 4 } });
    expect(changed.identityInitialisation).toEqual({
      threshold: 0.002,
      maxIterations: 4,
      probeSize: 256,
      checkEvery: 10,
    });
    expect(withChanges(shared, {})).toEqual(shared);
  });
});
