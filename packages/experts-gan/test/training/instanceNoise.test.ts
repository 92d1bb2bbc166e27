import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import {
  disposeNoise,
  drawInstanceNoise,
  instanceDeviation,
  withInstanceNoise,
} from '../../src/training/instanceNoise.ts';

beforeAll(() => useBackend());

it('falls along a straight line to nothing, or stays', () => {
  const settings = { deviation: 0.5, until: 10 };
  const deviations = [0, 1, 5, 9, 10, 400].map((done) => instanceDeviation(settings, done));
  [0.5, 0.45, 0.25, 0.05, 0, 0].forEach((expected, i) => {
    expect(deviations[i]).toBeCloseTo(expected, 12);
  });
  expect(instanceDeviation(false, 0)).toBe(0);
  expect(instanceDeviation({ deviation: 0.5, until: null }, 1e9)).toBe(0.5);
});

it('draws a normal number for every pixel of both batches', async () => {
  const zeros = (n: number) => tf.zeros<tf.Rank.R4>([n, 8, 8, 2]);
  const batch = { transformed: zeros(3), canonical: zeros(5) };
  const noise = drawInstanceNoise(0.5, batch, new RandomStream(1));
  expect(noise?.transformed.shape).toEqual([3, 8, 8, 2]);
  expect(noise?.canonical.shape).toEqual([5, 8, 8, 2]);
  const { mean, variance } = tf.moments(
    tf.concat(noise === undefined ? [] : [noise.canonical, noise.transformed]),
  );
  expect(Math.abs((await mean.data())[0] ?? NaN)).toBeLessThan(0.05);
  expect(Math.sqrt((await variance.data())[0] ?? NaN)).toBeCloseTo(0.5, 1);
  const again = drawInstanceNoise(0.5, batch, new RandomStream(1));
  expect(await again?.transformed.data()).toEqual(await noise?.transformed.data());
  const alive = tf.memory().numTensors;
  disposeNoise(noise);
  expect(tf.memory().numTensors).toBe(alive - 2);
  disposeNoise(undefined);
});

it('draws nothing once there is none', () => {
  const stream = new RandomStream(1);
  const before = stream.state();
  const batch = { transformed: tf.zeros<tf.Rank.R4>([1, 8, 8, 1]) };
  const both = { ...batch, canonical: batch.transformed };
  expect(drawInstanceNoise(0, both, stream)).toBeUndefined();
  expect(stream.state()).toEqual(before);
});

it('gives the same noise to the outputs of all experts for an image', async () => {
  const images = tf.tensor4d([1, 2, 3, 4, 5, 6], [6, 1, 1, 1]);
  const noise = tf.tensor4d([0.5, -1], [2, 1, 1, 1]);
  const alive = tf.memory().numTensors;
  const seen = withInstanceNoise(images, noise);
  const same = withInstanceNoise(images, undefined);
  expect(tf.memory().numTensors).toBe(alive + 2);
  expect(Array.from(await seen.data())).toEqual([1.5, 1, 3.5, 3, 5.5, 5]);
  expect(await same.data()).toEqual(await images.data());
  same.dispose();
  expect(images.isDisposed).toBe(false);
});
