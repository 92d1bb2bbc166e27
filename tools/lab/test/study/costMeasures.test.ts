import { costMeasures } from '../../src/study/costMeasures.ts';

const ENTRY = { name: 'vae', label: 'VAE 64' };
const OUTCOME = { measured: {}, cost: { parameters: 12, memory: 7 }, chosenAt: 40, othersAt: {} };

describe('costMeasures', () => {
  it('makes a figure of every cost that has a name, and of the chosen step', () => {
    const found = costMeasures(
      { entry: ENTRY, outcome: OUTCOME },
      { parameters: 'all parameters', flops: 'operations' },
      'epoch',
    );
    expect(found).toEqual([
      {
        name: 'vae/parameters',
        label: 'all parameters',
        model: 'VAE 64',
        value: 12,
        format: 'integer',
      },
      {
        name: 'vae/flops',
        label: 'operations',
        model: 'VAE 64',
        value: null,
        format: 'integer',
      },
      {
        name: 'vae/chosen',
        label: 'chosen epoch',
        model: 'VAE 64',
        value: 40,
        format: 'integer',
      },
    ]);
  });

  it('says nothing of a choice where there was none', () => {
    const outcome = { ...OUTCOME, chosenAt: null };
    expect(costMeasures({ entry: ENTRY, outcome }, {})).toEqual([]);
    expect(costMeasures({ entry: ENTRY, outcome: { ...outcome, chosenAt: 0 } }, {})).toMatchObject([
      { value: 0, label: 'chosen step' },
    ]);
  });
});
