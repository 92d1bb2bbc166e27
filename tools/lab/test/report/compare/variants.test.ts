import { variantsOf } from '../../../src/report/compare/variants.ts';

const LABELS = ['a, seed 1', 'b, seed 1', 'a, seed 2', 'b, seed 2'];

describe('variantsOf', () => {
  it('puts runs together that differ in their seeds alone', () => {
    const rows = [
      ['filters', '4', '8', '4', '8'],
      ['evaluation.every', '1', '2', '1', '2'],
    ];
    expect(variantsOf({ header: [], rows }, LABELS)).toEqual([
      { label: 'filters=4, every=1', runs: [0, 2] },
      { label: 'filters=8, every=2', runs: [1, 3] },
    ]);
  });

  it('knows one kind where nothing differs', () => {
    expect(variantsOf({ header: [], rows: [] }, LABELS)).toEqual([
      { label: '', runs: [0, 1, 2, 3] },
    ]);
  });

  it('takes the name of the first run where settings are long', () => {
    const rows = [['networks', 'x'.repeat(60), 'y', 'y', 'y']];
    expect(variantsOf({ header: [], rows }, LABELS).map(({ label }) => label)).toEqual([
      'a, seed 1',
      'networks=y',
    ]);
  });
});
