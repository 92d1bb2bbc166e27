import { learningRateFactor } from '../../src/training/learningRates.ts';

const factors = (kind: 'linear' | 'cosine', from: number, last: number, at: readonly number[]) =>
  at.map((done) => learningRateFactor({ kind, from, last }, done, 100));

it('stays', () => {
  expect(learningRateFactor({ kind: 'constant' }, 99, 100)).toBe(1);
});

it('falls along a line from a share of the iterations', () => {
  const found = factors('linear', 0.6, 0.2, [0, 59, 60, 70, 80, 90, 100]);
  // 0.8 over 40 iterations is 0.02 an iteration.
  [1, 1, 1, 0.8, 0.6, 0.4, 0.2].forEach((factor, i) => expect(found[i]).toBeCloseTo(factor, 12));
});

it('falls along half a cosine', () => {
  const found = factors('cosine', 0.5, 0, [0, 50, 75, 50 + 50 / 3, 100]);
  [1, 1, 0.5, 0.75, 0].forEach((factor, i) => expect(found[i]).toBeCloseTo(factor, 12));
  const [raised] = factors('cosine', 0.5, 0.1, [75]);
  expect(raised).toBeCloseTo(0.55, 12);
});

it('keeps a step above 0 in every iteration, also where it falls to 0', () => {
  for (const iterations of [1, 2, 7, 10_000_000]) {
    for (const kind of ['linear', 'cosine'] as const) {
      const schedule = { kind, from: 0, last: 0 };
      expect(learningRateFactor(schedule, iterations - 1, iterations)).toBeGreaterThan(0);
    }
  }
});
