import { bestGap } from '../../src/disentanglement/bestGap.ts';

describe('bestGap', () => {
  it.each([
    [[3, 10, 1, 7], 3],
    [[5, 5, 1], 0],
    [[9, 10], 1],
    [[4], 4],
  ])('of %p is %p', (values, gap) => {
    const given = [...values];
    expect(bestGap(values)).toBe(gap);
    expect(values).toEqual(given);
  });
});
