import type { InterventionalData } from '@causal-mechanisms/datasets';
import {
  checkInterventionalData,
  interventionalFacts,
} from '../../../src/graphs/training/checkInterventionalData.ts';
import { copies } from './copies.ts';

const good = copies(10, 5);
const check = (data: InterventionalData) => {
  checkInterventionalData('test', data);
};
const [first] = good.interventions;
const withTable = (change: object): InterventionalData => ({
  ...good,
  observational: { ...good.observational, ...change },
});

describe('checkInterventionalData', () => {
  it('accepts what is right, unknown targets included', () => {
    check(good);
    check({ ...good, interventions: good.interventions.map((one) => ({ ...one, target: null })) });
  });

  it.each<[string, InterventionalData, string]>([
    ['a single variable', withTable({ categories: [3] }), 'at least two variables'],
    [
      'a constant variable',
      withTable({ categories: [3, 1, 3] }),
      'of observational must have 2 to 256 categories, got 1',
    ],
    [
      'a column too few',
      withTable({ columns: good.observational.columns.slice(1) }),
      'observational must have 3 columns, as many as categories, got 2',
    ],
    ['no rows', withTable({ rows: 0 }), 'must have rows, at least one, got 0'],
    ['rows that differ', withTable({ rows: 9 }), 'of observational must have 9 rows, got 10'],
    ['no interventions', { ...good, interventions: [] }, 'at least one intervention'],
    [
      'a target that is no variable',
      { ...good, interventions: [{ target: 3, samples: good.observational }] },
      'the target of interventions[0] must be a variable from 0 to 2, got 3',
    ],
    [
      'other categories under an intervention',
      {
        ...good,
        interventions: [{ target: 0, samples: { ...good.observational, categories: [3, 3, 4] } }],
      },
      'of interventions[0] must be',
    ],
    [
      'a category that there is not',
      {
        ...good,
        interventions: [
          {
            target: 0,
            samples: {
              ...good.observational,
              columns: [...good.observational.columns.slice(0, 2), new Uint8Array(10).fill(3, 4)],
            },
          },
        ],
      },
      'of interventions[0] must hold categories from 0 to 2, got 3 in row 4',
    ],
  ])('refuses %s', (_, data, message) => {
    expect(first).toBeDefined();
    expect(() => {
      check(data);
    }).toThrow(message);
  });

  it('leaves what a checkpoint must agree on', () => {
    expect(interventionalFacts(good)).toEqual({
      names: good.observational.names,
      categories: good.observational.categories,
      rows: 10,
      targets: good.interventions.map(({ target }) => target),
    });
  });
});
