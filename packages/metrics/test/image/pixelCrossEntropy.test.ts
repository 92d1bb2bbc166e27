import { thrownCode } from '@causal-mechanisms/test-utils';
import { pixelCrossEntropy } from '../../src/image/pixelCrossEntropy.ts';

it('is the mean over the pixels of each image', () => {
  const scores = pixelCrossEntropy([0.5, 0.5, 0.8, 0.1], [1, 0, 1, 0], { size: 2 });
  expect(scores[0]).toBeCloseTo(Math.log(2), 12);
  expect(scores[1]).toBeCloseTo(-(Math.log(0.8) + Math.log(0.9)) / 2, 12);
});

it('weighs both answers where a target is a grey', () => {
  const [score] = pixelCrossEntropy([0.2], [0.25], { size: 1 });
  expect(score).toBeCloseTo(-(0.25 * Math.log(0.2) + 0.75 * Math.log(0.8)), 12);
});

it('stays finite where a model is certain', () => {
  expect(pixelCrossEntropy([0], [1], { size: 1 })[0]).toBeCloseTo(-Math.log(1e-7), 6);
  expect(pixelCrossEntropy([1], [0], { size: 1 })[0]).toBeCloseTo(-Math.log(1e-7), 6);
  expect(pixelCrossEntropy([1, 0], [1, 0], { size: 2 })[0]).toBeCloseTo(1e-7, 12);
});

it.each([
  [[0.5], [1, 0], 1, 'ERR_SHAPE'],
  [[0.5, 0.5, 0.5], [1, 0, 1], 2, 'ERR_SHAPE'],
  [[], [], 1, 'ERR_SHAPE'],
  [[1.5], [1], 1, 'ERR_VALUES'],
  [[NaN], [1], 1, 'ERR_VALUES'],
  [[0.5], [-1], 1, 'ERR_VALUES'],
  [[0.5], [1], 0, 'ERR_ARGUMENT'],
])('refuses %j, %j in images of %d', (said, wanted, size, code) => {
  expect(thrownCode(() => pixelCrossEntropy(said, wanted, { size }))).toBe(code);
});
