import * as tf from '@tensorflow/tfjs';
import type { ForwardMechanisms } from '@causal-mechanisms/experts-gan';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { addGaussianNoise, invertContrast } from '@causal-mechanisms/transforms';
import {
  forwardFigures,
  forwardMeasures,
} from '../../../../src/recipes/experts-gan/forward/judge.ts';

beforeAll(() => useBackend());

const images = () => tf.fill<tf.Rank.R4>([50, 4, 4, 1], 0.25);
const learned = (apply: (x: tf.Tensor4D) => tf.Tensor4D) =>
  ({ apply: (x: tf.Tensor4D) => apply(x) }) as unknown as ForwardMechanisms;

it('is the squared error to the true mechanism, and that of unchanged images', async () => {
  const before = tf.memory().numTensors;
  const x = images();
  const half = learned((image) => image.mul<tf.Tensor4D>(0).add(0.5));
  const compared = { mechanism: invertContrast(), expert: 0, draws: 4 };
  const figures = await forwardFigures(half, x, compared, new RandomStream(1));
  expect(figures.error).toBeCloseTo(0.0625, 5);
  expect(figures.unchanged).toBeCloseTo(0.25, 5);
  expect([figures.deviation, figures.trueDeviation]).toEqual([null, null]);
  x.dispose();
  // The sum before the last one is the only thing that the fake leaves.
  expect(tf.memory().numTensors - before).toBeLessThanOrEqual(1);
});

it('compares means and deviations of the draws of random mechanisms', async () => {
  const stream = new RandomStream(3);
  const x = tf.fill<tf.Rank.R4>([50, 4, 4, 1], 0.5);
  const noise = (deviation: number) =>
    learned((image) => tf.tensor4d(stream.normals(image.size, 0.5, deviation), image.shape));
  const mechanism = addGaussianNoise({ deviation: 0.05 });
  const compared = { mechanism, expert: 0, draws: 40 };
  const figures = await forwardFigures(noise(0.1), x, compared, new RandomStream(1));
  expect(figures.deviation).toBeCloseTo(0.1, 2);
  expect(figures.trueDeviation).toBeCloseTo(0.05, 2);
  // The means of 40 draws: their variances add up.
  expect(figures.error).toBeCloseTo((0.1 ** 2 + 0.05 ** 2) / 40, 4);
});

it('makes a row of every mechanism', () => {
  const figures = { error: 0.1, unchanged: 0.2, deviation: null, trueDeviation: null };
  expect(forwardMeasures(3, 'shift', figures, NaN).map(({ name, value }) => [name, value])).toEqual(
    [
      ['mechanism-3/error', 0.1],
      ['mechanism-3/unchanged', 0.2],
      ['mechanism-3/cycle', null],
    ],
  );
  const random = { ...figures, deviation: 0.3, trueDeviation: 0.4 };
  expect(forwardMeasures(0, 'noise', random, 0.5)).toHaveLength(5);
  expect(forwardMeasures(0, 'noise', null, NaN).map(({ value }) => value)).toEqual([
    null,
    null,
    null,
  ]);
});
