import { directionInWords } from '../../src/answers/directionWords.ts';
import type { WordlessAnswer } from '../../src/answers/directionWords.ts';

const ANSWER: WordlessAnswer = {
  direction: 'A->B',
  belief: 0.97,
  independence: 0.3,
  interval: { low: 0.9, high: 0.999, level: 0.9, draws: 200 },
  deltas: [1, 2],
  expectedRatio: 0.25,
  changed: ['A', 'none'],
  dependence: { mutualInformation: 0.1, pValue: 0.005 },
  twoHypotheses: { direction: 'A->B', belief: 1, deltas: [1, 2], expectedRatio: 0.25 },
  labels: [
    ['x', 'y'],
    ['u', 'v'],
  ],
  warnings: [],
};
const say = (change: Partial<WordlessAnswer>, sets?: readonly string[]): string =>
  directionInWords(
    { ...ANSWER, ...change },
    { a: 'rain', b: 'mud', ...(sets === undefined ? {} : { sets }) },
  );

describe('directionInWords', () => {
  it('says the answer and what changed', () => {
    expect(say({})).toBe(
      'rain is a cause of mud: the belief is 0.97 (0.90 to above 0.99 when rows and transfers are drawn anew). Of 2 transfers, this changed: what makes rain in 1, nothing in 1.',
    );
    const interval = { ...ANSWER.interval, low: 0, high: 0.2 };
    expect(say({ direction: 'B->A', belief: 0.001, interval })).toMatch(
      /^mud is a cause of rain: the belief is above 0.99 \(0.80 to above 0.99 when/,
    );
  });

  it('says why there is no answer', () => {
    const undecided = { direction: 'undecided' } as const;
    expect(say({ direction: 'independent' })).toMatch(/do not depend on each other.*0.30/);
    expect(say({ ...undecided, reason: 'no-change' })).toMatch(/no transfer differs/);
    expect(say({ ...undecided, reason: 'both-changed' })).toMatch(/what makes rain and what/);
    expect(say({ ...undecided, reason: 'weak-dependence' })).toMatch(/not even clear/);
    expect(say({ ...undecided, reason: 'unstable' })).toMatch(/ranges from 0.90 to above 0.99/);
    expect(say({ ...undecided, reason: 'weak-evidence', belief: 0.6 })).toMatch(
      /rain -> mud is 0.60/,
    );
  });

  it('counts what changed', () => {
    expect(say({ changed: ['B', 'both', 'unclear'] })).toContain(
      'Of 3 transfers, this changed: what makes mud in 1, both in 1, something that is unclear in 1.',
    );
    expect(say({ changed: ['B'] })).toContain('Of 1 transfer, this');
  });

  it('names sets that have names, and counts more than five', () => {
    const sets = ['home', ...Array.from({ length: 9 }, (_, i) => `place ${i}`)];
    const changed = ['A', 'both', 'A', 'A', 'none', 'none', 'none', 'none', 'none'] as const;
    expect(say({ changed: changed.slice(0, 4) }, sets)).toContain(
      'Of 4 transfers, this changed: what makes rain in place 0, place 2 and place 3, both in place 1.',
    );
    expect(say({ changed }, sets)).toContain(
      'nothing in place 4, place 5, place 6, place 7 and place 8.',
    );
    expect(say({ changed: Array<'B'>(6).fill('B') }, sets)).toContain('what makes mud in 6.');
    expect(say({ direction: 'undecided', reason: 'no-change' }, sets)).toContain(
      'no transfer differs from home by more than chance',
    );
  });
});
