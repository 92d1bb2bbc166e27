import { RandomStream } from '@causal-mechanisms/tensor-utils';
import {
  categoricalTruth,
  curveTruth,
} from '../../../../src/recipes/meta-transfer/own-data/truths.ts';

describe('categoricalTruth', () => {
  it('has as many rows as asked for', () => {
    const size = { categories: 3, training: 50, transfer: 20, transfers: 2 };
    const { training, transfers } = categoricalTruth(size, 'cause', 'A->B', new RandomStream(1));
    expect([training.a.length, training.b.length]).toEqual([50, 50]);
    expect(transfers.map(({ a }) => a.length)).toEqual([20, 20]);
    const values = Array.from(training.a, Number);
    expect(Math.max(...values)).toBeLessThan(3);
    expect(new Set(values).size).toBeGreaterThan(1);
  });
});

describe('curveTruth', () => {
  const deviation = (values: ArrayLike<unknown>): number => {
    const numbers = Array.from(values, Number);
    const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
    return Math.sqrt(numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / numbers.length);
  };

  it('has a standard normal cause, whichever column it is', () => {
    for (const [direction, column] of [
      ['A->B', 'a'],
      ['B->A', 'b'],
    ] as const) {
      const { training, transfers } = curveTruth('cause', direction, new RandomStream(1));
      expect(deviation(training[column])).toBeCloseTo(1, 0);
      expect(transfers).toHaveLength(3);
    }
  });

  it('sets the effect by hand on demand', () => {
    const { transfers } = curveTruth('effect', 'A->B', new RandomStream(1));
    for (const { b } of transfers) expect(Math.abs(deviation(b) - 2)).toBeLessThan(0.4);
  });
});
