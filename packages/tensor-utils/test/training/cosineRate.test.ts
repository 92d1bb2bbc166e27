import { cosineRate } from '../../src/index.ts';

const fall = { first: 1, last: 0.1, steps: 100 };

it.each([
  [0, 1],
  [50, 0.55],
  [100, 0.1],
  [150, 0.1],
])('after %d steps the step size is %d', (done, rate) => {
  expect(cosineRate(done, fall)).toBeCloseTo(rate, 12);
});

it('falls slowly first, fast in the middle', () => {
  // (1 + cos(pi / 4)) / 2 of the way is left after a quarter of the steps.
  expect(cosineRate(25, fall)).toBeCloseTo(0.1 + 0.9 * 0.8535533905932737, 12);
});

it('stays where both ends are the same', () => {
  expect(cosineRate(7, { first: 0.5, last: 0.5, steps: 10 })).toBe(0.5);
});
