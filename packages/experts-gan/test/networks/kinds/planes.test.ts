import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { joinChannels, planesOfRows, splitChannels } from '../../../src/networks/kinds/planes.ts';

beforeAll(() => useBackend());

it('puts the channels of an image one after the other, and back', async () => {
  const two = tf.tensor4d([1, 10, 2, 20, 3, 30, 4, 40], [2, 1, 2, 2]);
  const planes = splitChannels(two);
  expect(planes.shape).toEqual([4, 1, 2, 1]);
  expect(Array.from(await planes.data())).toEqual([1, 2, 10, 20, 3, 4, 30, 40]);
  const joined = joinChannels(planes, 2);
  expect(joined.shape).toEqual(two.shape);
  expect(Array.from(await joined.data())).toEqual(Array.from(await two.data()));
});

it('finds the planes of images', async () => {
  const rows = planesOfRows(tf.tensor1d([2, 0], 'int32'), 3);
  expect([rows.dtype, Array.from(await rows.data())]).toEqual(['int32', [6, 7, 8, 0, 1, 2]]);
});
