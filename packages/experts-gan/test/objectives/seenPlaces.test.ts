import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { meanOfPlaces, seenPlaces } from '../../src/objectives/seenPlaces.ts';
import { randomImages } from '../support.ts';

beforeAll(() => useBackend());

const image = randomImages(8);
const shape = [16, 16, 3] as const;

it('sees images of the size as they are', async () => {
  const x = image(2);
  for (const reading of [undefined, { shape, otherSizes: 'average' } as const]) {
    const places = seenPlaces(x, reading);
    expect(places).toHaveLength(1);
    expect(await places[0]?.array()).toEqual(await x.array());
  }
});

it('sees the centre, or all places 8 pixels apart', async () => {
  const x = image(2, 26);
  const [centre, ...others] = seenPlaces(x, { shape, otherSizes: 'centre' });
  expect(others).toEqual([]);
  const middle = x.slice([0, 5, 5, 0], [-1, 16, 16, -1]);
  expect(await centre?.array()).toEqual(await middle.array());
  const places = seenPlaces(x, { shape, otherSizes: 'average' });
  expect(places).toHaveLength(4);
  const last = x.slice([0, 8, 8, 0], [-1, 16, 16, -1]);
  expect(await places[3]?.array()).toEqual(await last.array());
});

it('takes the mean over places, and disposes of what it was given', async () => {
  const [a, b] = [tf.tensor1d([1, 2]), tf.tensor1d([3, 8])];
  const alive = tf.memory().numTensors;
  const mean = meanOfPlaces([a, b]);
  expect(await mean.array()).toEqual([2, 5]);
  expect(tf.memory().numTensors).toBe(alive - 1);
  const only = meanOfPlaces([mean]);
  expect(await only.array()).toEqual([2, 5]);
  expect(mean.isDisposed).toBe(true);
  expect(tf.memory().numTensors).toBe(alive - 1);
});
