import { thrownCode } from '@causal-mechanisms/test-utils';
import { pixelF1 } from '../../src/image/pixelF1.ts';

it('is the harmonic mean of precision and recall of each image', () => {
  // Precision 2 of 3, recall 2 of 4: 2 (2/3) (1/2) / (2/3 + 1/2) = 4/7.
  const said = [0.9, 0.6, 0.7, 0.1, 0.2, 0];
  const is = [1, 1, 0, 1, 1, 0];
  const scores = pixelF1([...said, ...is], [...is, ...is], { size: 6 });
  expect(scores[0]).toBeCloseTo(4 / 7, 12);
  expect(scores[1]).toBe(1);
});

it('is 1 where nothing is on, and 0 where nothing is right', () => {
  expect(Array.from(pixelF1([0.1, 0.5, 0.6, 0], [0, 0, 0, 1], { size: 2 }))).toEqual([1, 0]);
});

it('takes another threshold, for both', () => {
  expect(pixelF1([0.3, 0.1], [0.4, 0], { size: 2 })[0]).toBe(1);
  expect(pixelF1([0.3, 0.1], [0.6, 0], { size: 2 })[0]).toBe(0);
  expect(pixelF1([0.3, 0.1], [0.6, 0], { size: 2, threshold: 0.2 })[0]).toBe(1);
});

it.each([
  [[0.5], [1, 0], { size: 1 }, 'ERR_SHAPE'],
  [[2], [1], { size: 1 }, 'ERR_VALUES'],
  [[0.5], [1], { size: 1, threshold: 2 }, 'ERR_ARGUMENT'],
])('refuses %j, %j with %j', (said, wanted, options, code) => {
  expect(thrownCode(() => pixelF1(said, wanted, options))).toBe(code);
});
