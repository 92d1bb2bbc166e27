import { richMeasures } from '../../../../src/recipes/meta-transfer/encoder-rich/measures.ts';

const scores = (mcc: number, columns: number[]) => ({
  mcc,
  spearman: mcc,
  columns,
  r2: [
    [0.9, 0.1],
    [0.2, 0.7],
  ],
});
const outcome = (mcc: number, columns: number[], right: boolean) => ({
  before: scores(0.6, [0, 1]),
  after: scores(mcc, columns),
  direction: 'U->V',
  right,
  belief: 0.9,
  losses: [],
});

describe('richMeasures', () => {
  it('has medians and counts per task', () => {
    const outcomes = [
      outcome(0.99, [0, 1], true),
      outcome(0.95, [1, 0], true),
      outcome(0.7, [0, 1], false),
    ];
    const measures = richMeasures([{ task: 'coupling', outcomes }]);
    const value = (name: string) =>
      measures.find((measure) => measure.name === `coupling/${name}`)?.value;
    expect(value('before')).toBe(0.6);
    expect(value('mcc')).toBe(0.95);
    expect(value('found')).toBe(2);
    expect(value('right')).toBe(2);
    // Matched entries: (.9 + .7) / 2 twice, (.1 + .2) / 2 once.
    expect(value('r2')).toBeCloseTo(0.8, 12);
  });
});
