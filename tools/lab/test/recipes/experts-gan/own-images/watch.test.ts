import {
  earlyWord,
  watchEvaluation,
} from '../../../../src/recipes/experts-gan/own-images/watch.ts';

describe('watchEvaluation', () => {
  it('counts who wins what, and how far the best score is above the second', () => {
    const { scalars, matrices } = watchEvaluation({
      winners: Int32Array.of(1, 1, 0, 1),
      scores: Float32Array.of(0, 2, 1, 2, 3, -1, 0, 3), // margins 2, 1, 4, 3
      experts: 2,
      labels: [0, 0, 1, 1],
      classNames: ['up', 'right'],
    });
    expect(scalars).toEqual({ largestShare: 0.75, margin: 2.5, 'share/0': 0.25, 'share/1': 0.75 });
    expect(matrices?.['wins']).toEqual({
      rows: ['up', 'right'],
      columns: ['expert 0', 'expert 1'],
      values: [
        [0, 1],
        [0.5, 0.5],
      ],
    });
  });

  it('takes all images together where there are no sub-folders', () => {
    const found = watchEvaluation({
      winners: Int32Array.of(0, 2),
      scores: Float32Array.of(1, 0, 0, 0, 0, 1),
      experts: 3,
    });
    expect(found.matrices?.['wins']?.values).toEqual([[0.5, 0, 0.5]]);
    expect(found.scalars['margin']).toBe(1);
  });
});

describe('earlyWord', () => {
  const measured = (largestShare: number, margin: number) => ({
    scalars: { largestShare, margin },
  });

  it('speaks of one expert that takes all, and of scores that do not separate', () => {
    expect(earlyWord(100, measured(0.96, 2), 4)).toMatch(/^one expert takes 96 % of the images/);
    expect(earlyWord(100, measured(0.4, 0.04), 4)).toMatch(/^the scores of the experts do not/);
  });

  it('is silent where all is well, too early, and for one expert', () => {
    expect(earlyWord(100, measured(0.95, 0.05), 4)).toBeUndefined();
    expect(earlyWord(99, measured(1, 0), 4)).toBeUndefined();
    expect(earlyWord(100, measured(1, 0), 1)).toBeUndefined();
  });
});
