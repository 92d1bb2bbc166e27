import { columnMoments } from '../../src/numeric/columnMoments.ts';

describe('columnMoments', () => {
  it('is what the definition gives', () => {
    const { means, covariance } = columnMoments([
      [1, 2, 3],
      [2, 8, 5],
    ]);
    expect([...means]).toEqual([2, 5]);
    // Products of deviations: 3 + 0 + 0 and 9 + 9, over 2.
    expect(covariance.map((row) => [...row])).toEqual([
      [1, 1.5],
      [1.5, 9],
    ]);
  });
});
