import { median } from '../../src/index.ts';

it('is the middle value, in any order', () => {
  expect(median([5, 1, 3])).toBe(3);
  expect(median(Float32Array.of(7))).toBe(7);
  // By size, not as text.
  expect(median([10, 9, 100])).toBe(10);
});

it('is the mean of the two in the middle', () => {
  expect(median([4, 1, 2, 10])).toBe(3);
  expect(median([1, 2])).toBe(1.5);
});

it('takes the largest numbers, and the smallest', () => {
  expect(median([1.7e308, 1.5e308])).toBe(1.6e308);
  expect(median([5e-324, 5e-324])).toBe(5e-324);
});

it('takes infinities, and leaves its input alone', () => {
  const values = [Infinity, 1, Infinity];
  expect(median(values)).toBe(Infinity);
  expect(values).toEqual([Infinity, 1, Infinity]);
  expect(median([Infinity, Infinity])).toBe(Infinity);
  expect(median([1, Infinity])).toBe(Infinity);
});

it('is not a number when there is none', () => {
  expect(median([])).toBeNaN();
  expect(median([1, NaN, 2])).toBeNaN();
});
