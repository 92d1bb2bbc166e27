import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { poisson } from '../../src/answers/poisson.ts';

describe('poisson', () => {
  it.each([0.1, 1, 5, 29, 31, 400])('has mean and variance %d', (mean) => {
    const stream = new RandomStream(3);
    const drawn = Array.from({ length: 20_000 }, () => poisson(mean, stream));
    const average = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    const variance = drawn.reduce((sum, value) => sum + (value - average) ** 2, 0) / drawn.length;
    expect(Math.abs(average - mean)).toBeLessThan(4 * Math.sqrt(mean / drawn.length));
    expect(Math.abs(variance / mean - 1)).toBeLessThan(0.08);
  });
});
