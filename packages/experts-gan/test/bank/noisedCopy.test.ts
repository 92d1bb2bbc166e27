import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { noisedCopy } from '../../src/bank/noisedCopy.ts';

it('adds noise in proportion to the tensor that a parameter belongs to', () => {
  const values = new Float32Array(3000).fill(2, 0, 1000).fill(100, 1000, 2000);
  const copy = noisedCopy(values, { sizes: [1000, 1000, 1000] }, 0.01, new RandomStream(1));
  const deviation = (from: number) => {
    const part = Array.from(
      copy.subarray(from, from + 1000),
      (v, k) => v - (values[from + k] ?? 0),
    );
    return Math.sqrt(part.reduce((sum, value) => sum + value * value, 0) / 1000);
  };
  expect(deviation(0) / 0.02).toBeGreaterThan(0.9);
  expect(deviation(0) / 0.02).toBeLessThan(1.1);
  expect(deviation(1000) / 1).toBeGreaterThan(0.9);
  expect(deviation(1000) / 1).toBeLessThan(1.1);
  expect(deviation(2000)).toBe(0);
  expect(values[0]).toBe(2);
});

it('copies without noise', () => {
  const values = Float32Array.of(1, -2, 3);
  const copy = noisedCopy(values, { sizes: [2, 1] }, 0, new RandomStream(1));
  expect(copy).toEqual(values);
  expect(copy).not.toBe(values);
});
