import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import {
  applyWarp,
  drawWarp,
  warpGradient,
  warpLayout,
} from '../../../../src/networks/kinds/warp/warpNetwork.ts';
import { relativeDifference } from '../../../autodiff.ts';
import { parameterTensors, randomImages } from '../../../support.ts';

beforeAll(() => useBackend());

const images = randomImages(13);
const shape = [16, 16, 2] as const;
/** A warp with one orientation alone, and an offset in units of half an image. */
function oriented(orientation: number, offset: readonly [number, number] = [0, 0]): tf.Tensor[] {
  const values = new Float32Array(warpLayout.length);
  values[orientation] = 10;
  values.set(offset, 40 + 2 * orientation);
  return parameterTensors(warpLayout, values);
}

it('starts near the identity map, each expert a little different', async () => {
  const x = images(4, 16, 2);
  const start = parameterTensors(warpLayout, drawWarp(new RandomStream(1)));
  const apart = applyWarp(start, x, shape).sub(x).square().mean();
  expect((await apart.data())[0]).toBeLessThan(0.004);
  expect(drawWarp(new RandomStream(1))).not.toEqual(drawWarp(new RandomStream(2)));
});

it('has all eight orientations', async () => {
  const x = images(2, 8, 2);
  const turned = (k: number): tf.Tensor4D =>
    k === 0
      ? x
      : turned(k - 1)
          .transpose<tf.Tensor4D>([0, 2, 1, 3])
          .reverse([1]);
  const expected = [0, 1, 2, 3].flatMap((k) => [turned(k), turned(k).reverse(2)]);
  const made = Array.from({ length: 8 }, (_, k) => applyWarp(oriented(k), x, [8, 8, 2]));
  for (const image of expected) {
    const apart = await Promise.all(
      made.map(async (own) => (await own.sub(image).abs().max().data())[0] ?? NaN),
    );
    expect(apart.filter((difference) => difference < 1e-5)).toHaveLength(1);
  }
  expect(await relativeDifference(made[0] as tf.Tensor, x)).toBeLessThan(1e-6);
});

it('moves by the same number of pixels in images of other sizes', async () => {
  // Half an image of 16 pixels is 8 of them: a quarter of that is 2.
  const parameters = oriented(0, [0.25, 0]);
  for (const size of [16, 20]) {
    const x = images(1, size, 2);
    const expected = tf.pad(x.slice([0, 0, 2, 0]), [
      [0, 0],
      [0, 0],
      [0, 2],
      [0, 0],
    ]);
    expect(await relativeDifference(applyWarp(parameters, x, shape), expected)).toBeLessThan(1e-5);
  }
});

it('agrees with finite differences in every parameter', async () => {
  const stream = new RandomStream(4);
  const start = warpLayout.sizes.flatMap((size, part) =>
    Array.from({ length: size }, () => stream.uniform(-1, 1) * ([0.05, 0.1, 0.2][part] ?? 0)),
  );
  const [x, dy] = [images(4, 16, 2), images(4, 16, 2)];
  const value = async (values: readonly number[]) => {
    const parameters = parameterTensors(warpLayout, Float32Array.from(values));
    // Mean over blocks of pixels keeps the sum exact enough.
    return (await tf.tidy(() => applyWarp(parameters, x, shape).mul(dy).sum()).data())[0] ?? NaN;
  };
  const parameters = parameterTensors(warpLayout, Float32Array.from(start));
  const gradient = await warpGradient(parameters, x, dy, shape).data();
  const scale = Math.max(...gradient.map(Math.abs));
  for (const entry of start.keys()) {
    const moved = (step: number) => value(start.map((v, i) => (i === entry ? v + step : v)));
    const slope = ((await moved(2e-3)) - (await moved(-2e-3))) / 4e-3;
    expect(Math.abs(slope - (gradient[entry] ?? NaN))).toBeLessThan(0.02 * scale);
  }
});

it('leaks nothing, and leaves its input alone', () => {
  const [parameters, x] = [oriented(1), images(2, 16, 2)];
  const before = tf.memory().numTensors;
  applyWarp(parameters, x, shape).dispose();
  warpGradient(parameters, x, x, shape).dispose();
  expect(tf.memory().numTensors).toBe(before);
});
