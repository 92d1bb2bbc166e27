import { expectScored, halvingSchema, medianScore, survivors } from '../../src/search/halving.ts';

const scored = (...scores: (number | null)[]) =>
  scores.map((score, setting) => ({ setting, score }));

describe('survivors', () => {
  it('keeps one of three, the best first', () => {
    const scores = scored(0.1, 0.9, 0.5, 0.8, 0.2, 0.3, 0.95, 0.4, 0.6);
    expect(survivors(scores, { keepOneOf: 3, goal: 'highest' })).toEqual([6, 1, 3]);
    expect(survivors(scores, { keepOneOf: 3, goal: 'lowest' })).toEqual([0, 4, 5]);
    expect(survivors(scores, { keepOneOf: 4, goal: 'highest' })).toEqual([6, 1]);
  });

  it('keeps one at least, and rounds down', () => {
    expect(survivors(scored(1, 2), { keepOneOf: 3, goal: 'highest' })).toEqual([1]);
    expect(survivors(scored(1, 2, 3, 4, 5), { keepOneOf: 2, goal: 'highest' })).toEqual([4, 3]);
    expect(survivors([], { keepOneOf: 2, goal: 'highest' })).toEqual([]);
  });

  it('lets equal scores go by the number of the setting', () => {
    expect(survivors(scored(1, 1, 1, 1), { keepOneOf: 2, goal: 'highest' })).toEqual([0, 1]);
    expect(survivors(scored(1, 1, 1, 1), { keepOneOf: 2, goal: 'lowest' })).toEqual([0, 1]);
  });

  it('stops what has no score, whichever goal', () => {
    const scores = scored(null, -5, NaN, 2, null, -7);
    expect(survivors(scores, { keepOneOf: 2, goal: 'highest' })).toEqual([3, 1, 5]);
    expect(survivors(scores, { keepOneOf: 2, goal: 'lowest' })).toEqual([5, 1, 3]);
    expect(survivors(scored(null, null), { keepOneOf: 2, goal: 'lowest' })).toEqual([]);
  });
});

describe('medianScore', () => {
  it('is the middle, or the mean of the two in the middle', () => {
    expect(medianScore([3, 1, 2])).toBe(2);
    expect(medianScore([4, 1, 2, 10])).toBe(3);
    expect(medianScore([5])).toBe(5);
    expect(medianScore([NaN, 5, 7])).toBe(6);
    expect(medianScore([])).toBeNull();
    expect(medianScore([NaN])).toBeNull();
  });
});

describe('halvingSchema', () => {
  it('refuses what cannot be rungs', () => {
    const good = { path: ['a'], budgets: [1, 2], keepOneOf: 2, measure: 'm', goal: 'lowest' };
    expect(halvingSchema.safeParse(good).success).toBe(true);
    for (const bad of [{ path: [] }, { budgets: [1] }, { keepOneOf: 1 }, { goal: 'best' }]) {
      expect(halvingSchema.safeParse({ ...good, ...bad }).success).toBe(false);
    }
  });
});

describe('expectScored', () => {
  const halving = {
    path: ['steps'],
    budgets: [1, 2],
    keepOneOf: 2,
    measure: 'accuracy',
    goal: 'highest',
  } as const;
  const measure = (name: string, value: number | string | null) => ({ name, label: name, value });

  it('is content where a run has the figure, also where it was never reached', () => {
    expect(() => expectScored(halving, [measure('accuracy', 0.5)])).not.toThrow();
    expect(() => expectScored(halving, [measure('accuracy', null)])).not.toThrow();
    expect(() => expectScored(undefined, [])).not.toThrow();
  });

  it('names the figures there are, and the nearest', () => {
    const others = [measure('accuracies', 1), measure('steps', 2), measure('verdict', 'fine')];
    expect(() => expectScored(halving, others)).toThrow(
      '--best: the runs of this search have no figure "accuracy" (they have: accuracies, steps); did you mean "accuracies"?',
    );
    expect(() => expectScored(halving, [])).toThrow('(they have: none)');
    // Words cannot be compared.
    expect(() => expectScored(halving, [measure('accuracy', 'good')])).toThrow('no figure');
  });
});
