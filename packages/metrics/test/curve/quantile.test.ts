import { median, quantile } from '../../src/index.ts';

it('lies between two values in proportion', () => {
  const values = [40, 10, 30, 20];
  expect(quantile(values, 0)).toBe(10);
  expect(quantile(values, 0.25)).toBe(17.5);
  expect(quantile(values, 0.5)).toBe(median(values));
  expect(quantile(values, 0.9)).toBeCloseTo(37);
  expect(quantile(values, 1)).toBe(40);
  expect(quantile([7], 0.3)).toBe(7);
  expect(values).toEqual([40, 10, 30, 20]);
});

it('takes the largest numbers, and infinities', () => {
  expect(quantile([-1.7e308, 1.7e308], 0.5)).toBe(0);
  expect(quantile([1, Infinity, Infinity], 0.75)).toBe(Infinity);
});

it('is not a number when there is none', () => {
  expect(quantile([], 0.5)).toBeNaN();
  expect(quantile([1, NaN, 2], 0.5)).toBeNaN();
});
