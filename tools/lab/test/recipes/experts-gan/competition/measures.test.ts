import type { ExpertsEvaluation } from '@causal-mechanisms/experts-gan';
import type { EvaluationEvent } from '@causal-mechanisms/tensor-utils';
import {
  expertsHeadline,
  expertsMeasures,
  perfectAtEnd,
  scoresTable,
} from '../../../../src/recipes/experts-gan/competition/measures.ts';

const [rows, columns] = [
  ['up', 'noise'],
  ['0', '1'],
];
const matrix = (...values: number[][]) => ({ rows, columns, values });

const FINAL: ExpertsEvaluation = {
  scalars: { matched: 2, minDiagonal: 0.95, accuracy: 0.9, meanSquaredError: 0.01, psnr: 21 },
  matrices: {
    wins: matrix([0.95, 0.05], [0, 1]),
    scores: matrix([0.5, 0.25], [0.125, 1]),
    outcomes: { rows, columns: ['accuracy'], values: [[0.95], [0.85]] },
  },
};
const REFERENCES = { original: 0.99, transformed: 0.4 };

const event = (step: number, accuracy: number, ...wins: number[][]): EvaluationEvent => ({
  kind: 'evaluation',
  step,
  scalars: { accuracy },
  matrices: { wins: matrix(...wins), scores: matrix([step, 0.5], [0.25, 0]) },
});
const HISTORY = [
  event(0, 0.4, [0.5, 0.5], [0.5, 0.5]),
  event(25, 0.97, [0.4, 0.6], [0.1, 0.9]),
  event(50, 0.98, [0.9, 0.1], [0, 1]),
  event(75, 0.97, [0.95, 0.05], [0, 1]),
];

describe('expertsMeasures', () => {
  const value = (name: string, history = HISTORY, bound = 0.99) =>
    expertsMeasures({ final: FINAL, references: REFERENCES, history, bound }, {}).find(
      (measure) => measure.name === name,
    )?.value;

  it('are those of the evaluation at the end', () => {
    expect(value('matched')).toBe(2);
    expect(value('verdict')).toBe('perfect');
    expect(value('minDiagonal')).toBe(0.95);
    expect(value('accuracyRecovered')).toBe(0.9);
    expect(value('accuracyTransformed')).toBe(0.4);
    expect(value('accuracyOriginal')).toBe(0.99);
    expect(value('meanSquaredError')).toBe(0.01);
    expect(value('psnr')).toBe(21);
  });

  it('tell how sharp the wins are, before and at the end', () => {
    // Two even rows; at the end one row of 0.95 and 0.05 and one that is certain.
    const before = value('entropyBefore') as number;
    const after = value('entropy') as number;
    const row = -(0.95 * Math.log(0.95) + 0.05 * Math.log(0.05));
    expect(after / before).toBeCloseTo(row / (2 * Math.log(2)), 6);
  });

  it('find the first evaluation within a point of the bound, if there is one', () => {
    expect(value('withinBound')).toBe(50);
    expect(value('withinBound', HISTORY, 0.98)).toBe(25);
    expect(value('withinBound', HISTORY, 1)).toBeNull();
  });

  it('find when the best expert of a mechanism last changed', () => {
    // At 25 expert 1 wins most of "up", from 50 on expert 0.
    expect(value('lastChange')).toBe(50);
    expect(value('lastChange', HISTORY.slice(2))).toBe(50);
  });
});

describe('expertsMeasures beside the paper', () => {
  const outcome = { final: FINAL, references: REFERENCES, history: HISTORY, bound: 0.99 };

  it('stand beside what the paper says, where it says something', () => {
    const measures = expertsMeasures(outcome, { matched: '10 of 10' });
    expect(measures[0]).toMatchObject({ name: 'matched', paper: '10 of 10', outOf: 2 });
    expect(measures.filter(({ paper }) => paper !== undefined)).toHaveLength(1);
  });

  it('leave out what only a classifier can tell', () => {
    const names = expertsMeasures({ final: FINAL, history: HISTORY }, {}).map(({ name }) => name);
    expect(names).toEqual([
      ...['matched', 'verdict', 'perfectAtEnd', 'minDiagonal', 'entropyBefore', 'entropy'],
      ...['lastChange', 'meanSquaredError', 'psnr'],
    ]);
    expect(expertsHeadline(FINAL, undefined)).not.toContain('classifier');
  });

  it('say how many evaluations the end is', () => {
    const label = (history: readonly EvaluationEvent[]) =>
      expertsMeasures({ ...outcome, history }, {}).find(({ name }) => name === 'perfectAtEnd')
        ?.label;
    expect(label(HISTORY)).toBe('perfect verdicts in the last 2 evaluations');
    expect(label(Array.from({ length: 60 }, (_, i) => HISTORY[i % 4] ?? event(0, 0)))).toContain(
      'last 20',
    );
  });
});

describe('perfectAtEnd', () => {
  const [even = event(0, 0), , perfect = event(0, 0)] = HISTORY;
  const repeated = (times: number, one: EvaluationEvent) => Array<EvaluationEvent>(times).fill(one);

  it('is the share of the second half of few evaluations, the one before training left out', () => {
    expect(perfectAtEnd([perfect, even, even, perfect, even])).toBe(0.5);
    expect(perfectAtEnd([even, perfect])).toBe(1);
  });

  it('is that of the last twenty of many', () => {
    const history = [...repeated(61, even), ...repeated(5, even), ...repeated(15, perfect)];
    expect(perfectAtEnd(history)).toBe(0.75);
    expect(perfectAtEnd([...repeated(80, perfect), ...repeated(20, even)])).toBe(0);
  });

  it('is nothing without evaluations of training', () => {
    expect(perfectAtEnd([])).toBeNull();
    expect(perfectAtEnd([perfect])).toBeNull();
  });
});

describe('expertsHeadline', () => {
  it('says how many mechanisms have an expert, and what that is good for', () => {
    expect(expertsHeadline(FINAL, REFERENCES)).toBe(
      'Each of the 2 mechanisms has an expert of its own: ' +
        'a classifier that reads 40 % of the changed digits reads 90 % of the recovered ones.',
    );
    const scalars = { ...FINAL.scalars, matched: 1 };
    const wins = matrix([1, 0], [1, 0]);
    const shared = { scalars, matrices: { ...FINAL.matrices, wins } };
    expect(expertsHeadline(shared, REFERENCES)).toMatch(
      /^1 of 2 mechanisms have an expert of their own: /,
    );
  });
});

describe('expertsHeadline of experts that win and do not undo', () => {
  it.each([0.167, 0.4])('says so when accuracy comes to %d', (accuracy) => {
    const worse = { ...FINAL, scalars: { ...FINAL.scalars, accuracy } };
    expect(expertsHeadline(worse, REFERENCES)).toBe(
      'Each of the 2 mechanisms has an expert of its own, but nothing is undone: ' +
        `a classifier that reads 40 % of the changed digits reads ${accuracy === 0.4 ? '40' : '16.7'} % of what they make of them.`,
    );
  });

  it('says nothing of a classifier where there was none', () => {
    const scalars = { matched: 2, minDiagonal: 0.95, meanSquaredError: 0.01, psnr: 21 };
    expect(expertsHeadline({ ...FINAL, scalars }, REFERENCES)).toBe(
      'Each of the 2 mechanisms has an expert of its own.',
    );
  });
});

describe('scoresTable', () => {
  it('is a line for every expert on every mechanism at every evaluation', () => {
    expect(scoresTable(HISTORY.slice(0, 2)).split('\n')).toEqual([
      'iteration,mechanism,expert,score',
      '0,up,0,0',
      '0,up,1,0.5',
      '0,noise,0,0.25',
      '0,noise,1,0',
      '25,up,0,25',
      '25,up,1,0.5',
      '25,noise,0,0.25',
      '25,noise,1,0',
      '',
    ]);
  });
});
