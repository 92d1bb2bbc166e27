import { largestScore } from '../../../src/training/winners/largestScore.ts';

it('gives each image to the largest score, and ties to the lower number', () => {
  expect(largestScore(Float32Array.of(1, 2, 3, 3, 0, 3), 3)).toEqual(Int32Array.of(1, 1));
  expect(largestScore(Float32Array.of(1, 0, 1, 2, 1, 2), 3)).toEqual(Int32Array.of(0, 1));
  expect(largestScore(new Float32Array(0), 3)).toEqual(new Int32Array(0));
});

it('adds a bias to every score of an expert', () => {
  const scores = Float32Array.of(1, 2, 0, 0);
  const bias = (expert: number) => expert * 1.5;
  expect(largestScore(scores, 2, bias)).toEqual(Int32Array.of(1, 0));
});
