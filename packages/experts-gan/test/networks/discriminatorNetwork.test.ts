import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import {
  POOL_FOLLOWS,
  activatedConvolution,
  denseLayers,
  discriminatorLayout,
  discriminatorLogits,
  discriminatorLogitsInTurns,
  discriminatorViews,
} from '../../src/networks/discriminatorNetwork.ts';
import { drawParameters } from '../../src/networks/initialisation.ts';
import { plainDiscriminator, relativeDifference } from '../autodiff.ts';
import { noPause, parameterTensors, randomImages } from '../support.ts';

beforeAll(() => useBackend());

const images = randomImages(7);
const layout = discriminatorLayout([16, 16, 2], [3, 4, 5], 7);
const start = drawParameters(layout, new RandomStream(9), 'one');
const parameters = () => parameterTensors(layout, start);

it('has the 1 124 737 parameters of the paper', () => {
  expect(discriminatorLayout([32, 32, 1], [16, 32, 64], 1024).length).toBe(1_124_737);
});

it('lays its parameters out layer by layer', () => {
  expect(layout.specs.map(({ name }) => name)).toEqual([
    ...[1, 2, 3, 4, 5, 6, 7].flatMap((i) => [`conv${i}/kernel`, `conv${i}/bias`]),
    ...['hidden/kernel', 'hidden/bias', 'head/kernel', 'head/bias'],
  ]);
});

it('has 3 + 2 + 2 convolutions, each group followed by a pool', () => {
  expect(POOL_FOLLOWS).toEqual([false, false, true, false, true, false, true]);
  const { convolutions, hiddenKernel, headKernel } = discriminatorViews(parameters());
  expect(convolutions.map(({ kernel }) => kernel.shape.slice(2))).toEqual([
    [2, 3],
    [3, 3],
    [3, 3],
    [3, 4],
    [4, 4],
    [4, 5],
    [5, 5],
  ]);
  expect(hiddenKernel.shape).toEqual([2 * 2 * 5, 7]);
  expect(headKernel.shape).toEqual([7, 1]);
  expect(thrownCode(() => discriminatorViews(parameters().slice(1)))).toBe('ERR_SHAPE');
});

it('scores as convolutions, pools and dense layers do', async () => {
  const x = images(4, 16, 2);
  const plain = plainDiscriminator(tf.tensor1d(start), layout, x);
  const logits = discriminatorLogits(parameters(), x);
  expect(logits.shape).toEqual([4]);
  expect(await relativeDifference(logits, plain)).toBeLessThan(1e-5);
});

it('scores the same in turns, with a pause after every convolution', async () => {
  const x = images(3, 16, 2);
  let pauses = 0;
  const inTurns = await discriminatorLogitsInTurns(parameters(), x, () => {
    pauses++;
    return Promise.resolve();
  });
  expect(pauses).toBe(7);
  expect(await relativeDifference(inTurns, discriminatorLogits(parameters(), x))).toBe(0);
});

it('scores every image by itself', async () => {
  const x = images(5, 16, 2);
  const own = parameters();
  const together = discriminatorLogits(own, x);
  const alone = discriminatorLogits(own, x.slice([3, 0, 0, 0], [1, -1, -1, -1]));
  expect(await relativeDifference(alone, together.slice([3], [1]))).toBeLessThan(1e-6);
});

it('computes its layers by hand', async () => {
  // One pixel: only the middle of a 3x3 kernel counts.
  const pixel = tf.tensor4d([2], [1, 1, 1, 1]);
  const kernel = tf.tensor4d([0, 0, 0, 0, -3, 0, 0, 0, 0], [3, 3, 1, 1]);
  const negative = activatedConvolution({ kernel, bias: tf.tensor1d([5]) }, pixel);
  expect((await negative.data())[0]).toBeCloseTo(Math.exp(-1) - 1, 6);
  const { features, hidden, logits } = denseLayers(
    {
      convolutions: [],
      hiddenKernel: tf.tensor2d([2, -1, 3, 1], [2, 2]),
      hiddenBias: tf.tensor1d([1, -10]),
      headKernel: tf.tensor2d([0.5, 2], [2, 1]),
      headBias: tf.tensor1d([0.25]),
    },
    tf.tensor4d([1, 2], [1, 1, 1, 2]),
  );
  expect(Array.from(await features.data())).toEqual([1, 2]);
  // 2 + 6 + 1 = 9 and -1 + 2 - 10 = -9, whose ELU is nearly -1.
  expect((await hidden.data())[0]).toBeCloseTo(9, 5);
  expect((await hidden.data())[1]).toBeCloseTo(Math.exp(-9) - 1, 5);
  expect((await logits.data())[0]).toBeCloseTo(4.5 + 2 * (Math.exp(-9) - 1) + 0.25, 5);
});

it('leaks nothing but the logits, and leaves the images alone', async () => {
  const own = parameters();
  const x = images(2, 16, 2);
  const before = tf.memory().numTensors;
  discriminatorLogits(own, x).dispose();
  (await discriminatorLogitsInTurns(own, x, noPause)).dispose();
  expect(tf.memory().numTensors).toBe(before);
  expect(x.isDisposed).toBe(false);
});
