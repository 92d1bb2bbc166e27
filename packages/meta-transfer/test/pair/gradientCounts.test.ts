import { categoricalPairOf, transferDistribution } from '@causal-mechanisms/datasets';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { gradientCounts } from '../../src/pair/gradientCounts.ts';
import { handPair, randomPair, swapped } from './truths.ts';

const expectClose = (actual: ArrayLike<number>, expected: readonly number[]) => {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(actual[i]).toBeCloseTo(value, 6);
  });
};

describe('gradientCounts', () => {
  it('has the gradients that were computed by hand', () => {
    const transfer = categoricalPairOf(
      [0.8, 0.2],
      [
        [0.9, 0.1],
        [0.2, 0.8],
      ],
    );
    const { forward, backward } = gradientCounts(handPair, transfer);
    expectClose(forward.marginal, [-0.3, 0.3]);
    expectClose(forward.conditional, [0, 0, 0, 0]);
    expectClose(backward.marginal, [-0.21, 0.21]);
    expectClose(backward.conditional, [-0.098182, 0.098182, -0.053333, 0.053333]);
    expect([forward.count, forward.parameters]).toEqual([2, 6]);
    expect([backward.count, backward.parameters]).toEqual([6, 6]);
  });

  it.each([10, 100])('is N against N + N^2 for an intervention on the cause: N = %p', (n) => {
    const pair = randomPair(1, n);
    const transfer = transferDistribution(pair, new RandomStream(2));
    const { forward, backward } = gradientCounts(pair, transfer);
    expect([forward.marginalCount, forward.conditionalCount]).toEqual([n, 0]);
    expect([backward.marginalCount, backward.conditionalCount]).toEqual([n, n * n]);
    const other = gradientCounts(swapped(pair), swapped(transfer));
    expect([other.backward.count, other.forward.count]).toEqual([n, n + n * n]);
  });

  it('leaves the marginal of the true direction alone where the conditional was replaced', () => {
    const pair = randomPair(1, 10);
    const transfer = transferDistribution(pair, new RandomStream(2), { change: 'conditional' });
    const { forward, backward } = gradientCounts(pair, transfer);
    expect([forward.marginalCount, forward.conditionalCount]).toEqual([0, 100]);
    expect([backward.marginalCount, backward.conditionalCount]).toEqual([10, 100]);
  });

  it('counts what exceeds the threshold', () => {
    const transfer = categoricalPairOf(
      [0.8, 0.2],
      [
        [0.9, 0.1],
        [0.2, 0.8],
      ],
    );
    expect(gradientCounts(handPair, transfer, { threshold: 0.09 }).backward.count).toBe(4);
    expect(gradientCounts(handPair, transfer, { threshold: 0.5 }).backward.count).toBe(0);
  });

  it('refuses pairs that do not fit', () => {
    const code = (one = handPair, other = handPair) => thrownCode(() => gradientCounts(one, other));
    expect(code(handPair, swapped(handPair))).toBe('ERR_SHAPE');
    expect(code(randomPair(1, [2, 3]))).toBe('ERR_SHAPE');
    expect(code(handPair, randomPair(1, [3, 2]))).toBe('ERR_SHAPE');
  });
});
