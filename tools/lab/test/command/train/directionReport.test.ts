import type { DirectionAnswer } from '@causal-mechanisms/meta-transfer';
import { directionReport } from '../../../src/command/train/directionReport.ts';

const answer: DirectionAnswer = {
  direction: 'B->A',
  belief: 0.02,
  independence: 0,
  interval: { low: 0.01, high: 0.1, level: 0.9, draws: 200 },
  deltas: [-4],
  expectedRatio: 54,
  changed: ['B'],
  dependence: { mutualInformation: 0.2, pValue: 0.005 },
  twoHypotheses: { direction: 'B->A', belief: 0.1, deltas: [-2], expectedRatio: 7 },
  labels: [
    ['x', 'y'],
    ['u', 'v'],
  ],
  assumption: 'One thing at a time.',
  explanation: 'rain is a cause of mud.',
  warnings: ['thin'],
};
const sets = {
  names: ['mud', 'rain'],
  baseline: { environment: 'usual', rows: 10, cells: {} },
  others: [{ environment: 'storm', rows: 5, cells: {} }],
  warnings: [],
};

describe('directionReport', () => {
  it('shows answer, interval, what it rests on and each environment', () => {
    const { report, picture } = directionReport(answer, { a: 'mud', b: 'rain' }, 'm.csv', sets);
    expect(report.title).toBe('Is mud a cause of rain, or rain of mud?');
    expect(report.cards.map(({ value }) => value)).toEqual([
      'rain -> mud',
      '0.02',
      '0.00',
      '0.200',
    ]);
    expect(report.cards[1]?.note).toBe('0.01 to 0.10 in 90 % of 200 draws');
    expect(report.sections[1]?.text).toBe('One thing at a time. Note: thin');
    expect(report.sections[2]?.text).toContain('(there: rain -> mud, belief 0.10)');
    expect(report.sections[2]?.blocks[0]).toMatchObject({
      table: { rows: [['storm', '5', 'what makes rain', '-4.00', '-2.00']] },
    });
    expect(picture).toContain('.98</text>');
    expect(picture.match(/Z" fill=/g)).toHaveLength(1);
  });

  it('leaves names as they are', () => {
    const { report } = directionReport(answer, { a: 'A->B', b: '$&' }, 'm.csv', sets);
    expect(report.cards[0]?.value).toBe('$& -> A->B');
    expect(report.sections[2]?.text).toContain('(there: $& -> A->B, belief');
  });

  it('draws a line without an arrow where nothing is known, and none where there is nothing', () => {
    const drawn = (direction: DirectionAnswer['direction']) =>
      directionReport({ ...answer, direction }, { a: 'mud', b: 'rain' }, 'm.csv', sets).picture;
    expect(drawn('undecided')).toContain('unoriented: mud');
    expect(drawn('independent')).toContain('edges: none');
    expect(drawn('A->B')).toContain('.02</text>');
  });
});
