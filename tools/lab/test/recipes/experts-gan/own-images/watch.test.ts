import {
  earlyWord,
  watchEvaluation,
} from '../../../../src/recipes/experts-gan/own-images/watch.ts';

describe('watchEvaluation', () => {
  it('counts who wins what, and how far the best score is above the second', () => {
    const { scalars, matrices } = watchEvaluation({
      winners: Int32Array.of(1, 1, 0, 1),
      scores: Float32Array.of(0, 2, 1, 2, 3, -1, 0, 3), // margins 2, 1, 4, 3
      inputScores: Float32Array.of(1, 3, 0, -2), // gains 1, -1, 3, 5
      experts: 2,
      labels: [0, 0, 1, 1],
      classNames: ['up', 'right'],
    });
    expect(scalars).toEqual({
      largestShare: 0.75,
      margin: 2.5,
      gain: 2,
      'share/0': 0.25,
      'share/1': 0.75,
    });
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
      inputScores: new Float32Array(2),
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

  it('speaks of outputs that look no better than the images', () => {
    const scalars = { largestShare: 0.5, margin: 2, gain: 0 };
    expect(earlyWord(100, { scalars }, 4)).toMatch(/ look no more canonical than the images /);
    expect(earlyWord(100, { scalars: { ...scalars, gain: 0.01 } }, 4)).toBeUndefined();
  });

  it('speaks late of sub-folders that share an expert while another one is idle', () => {
    const found = (third: number) => ({
      scalars: {
        largestShare: 0.6,
        margin: 2,
        gain: 3,
        'share/0': 0.6,
        'share/1': 0.4 - third,
        'share/2': third,
      },
      matrices: {
        wins: {
          rows: ['up', 'right', 'down'],
          columns: ['expert 0', 'expert 1', 'expert 2'],
          values: [
            [0.9, 0.1, 0],
            [0.1, 0.9, 0],
            [1, 0, 0],
          ],
        },
      },
    });
    expect(earlyWord(400, found(0.009), 3)).toBe(
      'at iteration 400 up and down share expert 0, and expert 2 wins nothing. Often this stays so: try another --seed, or more images',
    );
    expect(earlyWord(399, found(0.009), 3)).toBeUndefined();
    expect(earlyWord(400, found(0.01), 3)).toBeUndefined();
  });

  it('is silent where all is well, too early, and for one expert', () => {
    expect(earlyWord(100, measured(0.95, 0.05), 4)).toBeUndefined();
    expect(earlyWord(99, measured(1, 0), 4)).toBeUndefined();
    expect(earlyWord(100, measured(1, 0), 1)).toBeUndefined();
  });
});
