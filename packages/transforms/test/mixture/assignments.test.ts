import fc from 'fast-check';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { drawnAssignment, stratifiedAssignment } from '../../src/mixture/assignments.ts';

const counts = (assignment: Int32Array, mechanisms: number) =>
  Array.from({ length: mechanisms }, (_, m) => assignment.filter((value) => value === m).length);

describe('drawnAssignment', () => {
  it('asks the stream once per image', () => {
    const stream = new RandomStream(3);
    const expected = Array.from({ length: 20 }, () => stream.categorical([1, 2, 3]));
    expect(Array.from(drawnAssignment(20, [1, 2, 3], new RandomStream(3)))).toEqual(expected);
  });
});

describe('stratifiedAssignment', () => {
  it('deals in proportion to weights of any unit', () => {
    expect(counts(stratifiedAssignment(8, [10, 30], new RandomStream(1)), 2)).toEqual([2, 6]);
    expect(counts(stratifiedAssignment(7, [0, 5, 0], new RandomStream(1)), 3)).toEqual([0, 7, 0]);
    expect(stratifiedAssignment(0, [1, 1], new RandomStream(1))).toHaveLength(0);
  });

  it('keeps the image of a quotient that was rounded down', () => {
    // 100 * 0.29 / 1 is 28.999999999999996: with 29 and 71 there is nothing to draw.
    for (let seed = 0; seed < 20; seed++) {
      const dealt = stratifiedAssignment(100, [0.29, 0.71], new RandomStream(seed));
      expect(counts(dealt, 2)).toEqual([29, 71]);
    }
  });

  it.each([0, 0.25, 1 - 2 ** -32])(
    'gives all that is left, wherever the sampling starts (%p)',
    (start) => {
      const stream = new RandomStream(1);
      stream.uniform = () => start;
      const dealt = counts(stratifiedAssignment(5, [1, 0, 1, 1], stream), 4);
      expect(dealt.reduce((sum, value) => sum + value, 0)).toBe(5);
      expect(dealt[1]).toBe(0);
      expect([...dealt].sort((a, b) => a - b)).toEqual([0, 1, 2, 2]);
    },
  );

  it('rounds up those whose fractions the start falls into', () => {
    // Fractions 0.5, 0.25, 0.25 in some order, one image left: the start picks where the running sum passes it.
    const stream = new RandomStream(1);
    stream.shuffle = (values) => values;
    const at = (start: number) => {
      stream.uniform = () => start;
      return Array.from(stratifiedAssignment(1, [2, 1, 1], stream));
    };
    expect([at(0), at(0.49), at(0.5), at(0.74), at(0.75), at(0.99)].flat()).toEqual([
      0, 0, 1, 1, 2, 2,
    ]);
  });

  it('stratified counts are the expected ones, rounded up or down', () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 12 })
          .filter((weights) => weights.some((weight) => weight > 0)),
        fc.integer({ min: 0, max: 70 }),
        fc.integer({ min: 0, max: 1000 }),
        (weights, count, seed) => {
          const total = weights.reduce((sum, weight) => sum + weight, 0);
          const stream = new RandomStream(seed);
          const dealt = counts(stratifiedAssignment(count, weights, stream), weights.length);
          expect(dealt.reduce((sum, value) => sum + value, 0)).toBe(count);
          dealt.forEach((value, m) =>
            expect(Math.abs(value - (count * (weights[m] ?? 0)) / total)).toBeLessThan(1),
          );
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  it('stratified: ten equal mechanisms get three or four of 32 images, each its share over time', () => {
    const weights = new Array<number>(10).fill(1);
    const stream = new RandomStream(1);
    const totals = new Array<number>(10).fill(0);
    for (let batch = 0; batch < 500; batch++) {
      counts(stratifiedAssignment(32, weights, stream), 10).forEach((value, m) => {
        expect(value === 3 || value === 4).toBe(true);
        totals[m] = (totals[m] ?? 0) + value;
      });
    }
    // A fourth image comes with probability 0.2: 100 in 500 batches with a deviation of 8.9.
    for (const total of totals) expect(Math.abs(total - 1600)).toBeLessThan(36);
  });

  it('stratified: the order is shuffled', () => {
    const weights = new Array<number>(10).fill(1);
    const dealt = stratifiedAssignment(40, weights, new RandomStream(1));
    expect(Array.from(dealt)).not.toEqual(Array.from(dealt).sort((a, b) => a - b));
  });
});
