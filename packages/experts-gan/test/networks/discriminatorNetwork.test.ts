import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import {
  POOL_FOLLOWS,
  discriminatorForward,
  discriminatorGradient,
  discriminatorLayout,
  discriminatorLogits,
  discriminatorViews,
  disposeDiscriminatorPass,
} from '../../src/networks/discriminatorNetwork.ts';
import { drawParameters } from '../../src/networks/initialisation.ts';
import { plainDiscriminator, relativeDifference } from '../autodiff.ts';
import { parameterTensors, randomImages } from '../support.ts';

beforeAll(() => useBackend());

const images = randomImages(7);
const layout = discriminatorLayout([16, 16, 2], [3, 4, 5], 7);
const start = drawParameters(layout, new RandomStream(9), 'one');
const parameters = () => parameterTensors(layout, start);

it('has the 1 124 737 parameters of the paper', () => {
  expect(discriminatorLayout([32, 32, 1], [16, 32, 64], 1024).length).toBe(1_124_737);
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

it('has the gradients that automatic differentiation gives', async () => {
  const [flat, x, own] = [tf.tensor1d(start), images(4, 16, 2), parameters()];
  const pass = discriminatorForward(own, x);
  expect(await relativeDifference(pass.logits, plainDiscriminator(flat, layout, x))).toBeLessThan(
    1e-5,
  );
  expect(await relativeDifference(discriminatorLogits(own, x), pass.logits)).toBeLessThan(1e-6);
  const dLogits = tf.tensor1d([0.5, -1, 2, 0.1]);
  const [dFlat, dImages] = tf.grads((values, input) => plainDiscriminator(values, layout, input))(
    [flat, x],
    dLogits,
  ) as [tf.Tensor, tf.Tensor];
  const ofParameters = discriminatorGradient(own, pass, dLogits, 'parameters');
  const ofImages = discriminatorGradient(own, pass, dLogits, 'images');
  expect(await relativeDifference(ofParameters, dFlat)).toBeLessThan(2e-4);
  expect(await relativeDifference(ofImages, dImages)).toBeLessThan(2e-4);
});

it('agrees with finite differences', async () => {
  const x = images(2, 16, 2);
  const dLogits = tf.tensor1d([1, -0.5]);
  const pass = discriminatorForward(parameters(), x);
  const gradient = await discriminatorGradient(parameters(), pass, dLogits, 'parameters').data();
  const value = async (entry: number, change: number) => {
    const moved = tf.tensor1d(start.map((v, i) => (i === entry ? v + change : v)));
    const product = plainDiscriminator(moved, layout, x).mul(dLogits).sum();
    return (await product.data())[0] ?? NaN;
  };
  for (const entry of [0, 60, 300, layout.length - 9, layout.length - 2, layout.length - 1]) {
    const slope = ((await value(entry, 1e-2)) - (await value(entry, -1e-2))) / 2e-2;
    expect(Math.abs(slope - (gradient[entry] ?? NaN))).toBeLessThan(
      0.02 * Math.max(0.1, Math.abs(slope)),
    );
  }
});

it('scores every image by itself', async () => {
  const x = images(5, 16, 2);
  const own = parameters();
  const together = discriminatorLogits(own, x);
  const alone = discriminatorLogits(own, x.slice([3, 0, 0, 0], [1, -1, -1, -1]));
  expect(await relativeDifference(alone, together.slice([3], [1]))).toBeLessThan(1e-6);
});

it('leaks nothing over a pass, its gradients and its end, and leaves the images alone', () => {
  const own = parameters();
  const x = images(2, 16, 2);
  const dLogits = tf.tensor1d([1, -1]);
  const before = tf.memory().numTensors;
  discriminatorLogits(own, x).dispose();
  const pass = discriminatorForward(own, x);
  discriminatorGradient(own, pass, dLogits, 'parameters').dispose();
  discriminatorGradient(own, pass, dLogits, 'images').dispose();
  disposeDiscriminatorPass(pass);
  expect(tf.memory().numTensors).toBe(before);
  expect(x.isDisposed).toBe(false);
});
