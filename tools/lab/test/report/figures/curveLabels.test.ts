import { spreadLabels, wholeRange } from '../../../src/report/figures/curveLabels.ts';

const spread = (...heights: number[]) =>
  spreadLabels(
    heights.map((y) => ({ label: String(y), y })),
    10,
  ).map(({ y }) => y);

describe('spreadLabels', () => {
  it('leaves labels that are apart, and moves others about their middle', () => {
    expect(spread(0, 50, 20)).toEqual([0, 50, 20]);
    expect(spread(20, 20)).toEqual([15, 25]);
    expect(spread(24, 20, 60)).toEqual([27, 17, 60]);
  });

  it('makes one block of blocks that touch', () => {
    // 0 and 4 become -3 and 7, which touch 12: all three stand about 16 / 3.
    const placed = spread(0, 4, 12);
    expect(placed[0]).toBeCloseTo(16 / 3 - 10);
    expect(placed[2]).toBeCloseTo(16 / 3 + 10);
  });
});

describe('wholeRange', () => {
  it.each([
    [
      [0.3, 6.4, NaN],
      [0, 7],
    ],
    [[0.012], [0, 0.015]],
    [
      [-2, 1],
      [-2, 1],
    ],
    [[], [0, 1]],
    [[100], [0, 100]],
  ])('of %j is %j', (heights, [low, high]) => {
    const range = wholeRange(heights);
    expect(range[0]).toBeCloseTo(low ?? NaN);
    expect(range[1]).toBeCloseTo(high ?? NaN);
  });
});
