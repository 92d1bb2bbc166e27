import { dirichletScore } from '../../../src/graphs/tables/dirichletScore.ts';

describe('dirichletScore', () => {
  it('is the logarithm of a product of rising factorials', () => {
    const score = dirichletScore(1);
    const one = { counts: Int32Array.of(4, 4), listed: 1, configurations: 1, categories: 2 };
    // (0.5 1.5 2.5 3.5)^2 / 8!
    expect(score(one)).toBeCloseTo(Math.log(6.5625 ** 2 / 40320), 12);
    const two = { ...one, counts: Int32Array.of(4, 0, 0, 4), listed: 2, configurations: 2 };
    // Each row: 0.25 1.25 2.25 3.25 / (0.5 1.5 2.5 3.5)
    expect(score(two)).toBeCloseTo(2 * Math.log(2.28515625 / 6.5625), 12);
  });

  it('spreads the sample size over the configurations that are possible, listed or not', () => {
    const counts = Int32Array.of(1, 2, 0, 0, 0, 3);
    const all = { counts, listed: 3, configurations: 3, categories: 2 };
    const listed = { ...all, counts: Int32Array.of(0, 3, 1, 2), listed: 2 };
    expect(dirichletScore(6)(listed)).toBeCloseTo(dirichletScore(6)(all), 12);
    // Cells are worth 1 each: 1 * (1 * 2) / (2 * 3 * 4), and 1 * 2 * 3 / (2 * 3 * 4).
    expect(dirichletScore(6)(all)).toBeCloseTo(Math.log((2 / 24) * (6 / 24)), 12);
  });

  it('is the chain rule of predictions: the order of samples does not matter', () => {
    // Three categories, each worth a third: predictions 1/3, then (1 + 1/3) / 2, then (1/3) / 3.
    const table = { counts: Int32Array.of(2, 1, 0), listed: 1, configurations: 1, categories: 3 };
    expect(dirichletScore(1)(table)).toBeCloseTo(Math.log((1 / 3) * (2 / 3) * (1 / 9)), 12);
  });
});
