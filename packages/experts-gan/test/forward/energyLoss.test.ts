import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { energyLoss } from '../../src/forward/energyLoss.ts';

beforeAll(() => useBackend());

const image = (value: number) => tf.fill<tf.Rank.R4>([1, 3, 3, 1], value);
const lossOf = async (...[first, second, observed]: Parameters<typeof energyLoss>) =>
  (await energyLoss(first, second, observed).loss.data())[0];

/** Sums over 3x3 patches of ones in a 3x3 image: 4 in corners, 6 at edges, 9 in the middle. */
const MEAN_ROOT = (4 * 2 + 4 * Math.sqrt(6) + 3) / 9;

it('is how far samples are from what was observed, less half of how far from each other', async () => {
  expect(await lossOf(image(0), image(0), image(0))).toBeCloseTo(0, 5);
  // Both are one away: (1 + 1) / 2 - 0.
  expect(await lossOf(image(1), image(1), image(0))).toBeCloseTo(MEAN_ROOT, 5);
  // On either side: (1 + 1) / 2 - 2 / 2.
  expect(await lossOf(image(1), image(-1), image(0))).toBeCloseTo(0, 5);
  // One is right: (0 + 1) / 2 - 1 / 2.
  expect(await lossOf(image(0), image(1), image(0))).toBeCloseTo(0, 5);
});

it('has the gradients of finite differences', async () => {
  const stream = new RandomStream(4);
  const draw = () => tf.tensor4d(stream.uniforms(32), [1, 4, 4, 2]);
  const [first, second, observed] = [draw(), draw(), draw()];
  const { dFirst, dSecond } = energyLoss(first, second, observed);
  const step = 1e-2;
  for (const at of [0, 5, 17, 31]) {
    const nudge = tf.oneHot(at, 32).reshape<tf.Tensor4D>([1, 4, 4, 2]).mul<tf.Tensor4D>(step);
    const slope = async (which: 0 | 1) => {
      const value = (sign: 1 | -1) => {
        const moved = [first, second] as [tf.Tensor4D, tf.Tensor4D];
        moved[which] = moved[which].add<tf.Tensor4D>(nudge.mul(sign));
        return lossOf(...moved, observed);
      };
      return (((await value(1)) ?? NaN) - ((await value(-1)) ?? NaN)) / (2 * step);
    };
    expect((await dFirst.data())[at]).toBeCloseTo(await slope(0), 3);
    expect((await dSecond.data())[at]).toBeCloseTo(await slope(1), 3);
  }
});

it('is least for samples of the right width, and tells independent noise from smooth noise', async () => {
  const stream = new RandomStream(9);
  const shape: [number, number, number, number] = [300, 4, 4, 1];
  const independent = (width: number) => tf.tensor4d(stream.normals(300 * 16, 0, width), shape);
  const smooth = () =>
    tf.tensor4d(stream.normals(300), [300, 1, 1, 1]).tile<tf.Tensor4D>([1, 4, 4, 1]);
  const observed = independent(1);
  const of = async (draw: () => tf.Tensor4D) => (await lossOf(draw(), draw(), observed)) ?? NaN;
  const right = await of(() => independent(1));
  expect(await of(() => independent(0.5))).toBeGreaterThan(right);
  expect(await of(() => independent(1.5))).toBeGreaterThan(right);
  expect(await of(smooth)).toBeGreaterThan(right);
});

it('leaks nothing', async () => {
  const x = image(1);
  await expectLeakFree(() => {
    const { loss, dFirst, dSecond } = energyLoss(x, x, x);
    tf.dispose([loss, dFirst, dSecond]);
  });
});
