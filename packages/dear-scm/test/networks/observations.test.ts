import { useBackend } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import {
  centred,
  checkLatents,
  checkObservations,
  isImageShape,
  pixelsOf,
  sizeOf,
} from '../../src/networks/observations.ts';
import { numbers } from './networkRuns.ts';

beforeAll(() => useBackend());

it('knows images by their three sides', () => {
  expect([[32, 32, 3], [8]].map((shape) => [isImageShape(shape), sizeOf(shape)])).toEqual([
    [true, 3072],
    [false, 8],
  ]);
});

it('says what was expected and what came', () => {
  const images = (shape: number[]) => () => {
    checkObservations('owner', tf.zeros(shape), [4, 4, 1]);
  };
  expect(images([2, 4, 4, 1])).not.toThrow();
  expect(images([2, 4, 4, 3])).toThrow(
    'owner: expected observations [n, 4, 4, 1], got [2, 4, 4, 3]',
  );
  expect(images([2, 4, 4])).toThrow('got [2, 4, 4]');
  expect(thrownCode(images([4, 4, 1]))).toBe('ERR_SHAPE');
  const latents = (shape: number[]) => () => {
    checkLatents('owner', tf.zeros<tf.Rank>(shape) as tf.Tensor2D, 6);
  };
  expect(latents([2, 6])).not.toThrow();
  expect(latents([2, 5])).toThrow('owner: expected latents [n, 6], got [2, 5]');
  expect(thrownCode(latents([6]))).toBe('ERR_SHAPE');
});

it('centres pixels, and squashes maps with sigmoids', async () => {
  expect(await numbers(centred(tf.tensor4d([0, 0.5, 1], [1, 1, 3, 1])))).toEqual([-1, 0, 1]);
  const maps = [-1, 0, 2];
  const pixels = await numbers(pixelsOf(tf.tensor4d(maps, [1, 1, 3, 1])));
  maps.forEach((value, i) => expect(pixels[i]).toBeCloseTo((Math.tanh(value / 2) + 1) / 2, 5));
});
