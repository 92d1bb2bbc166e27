import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import {
  discriminatorLayout,
  discriminatorLogits,
} from '../../src/networks/discriminatorNetwork.ts';
import {
  discriminatorForward,
  disposeDiscriminatorPass,
  imageGradient,
  parameterGradient,
} from '../../src/networks/discriminatorPass.ts';
import { drawParameters } from '../../src/networks/initialisation.ts';
import { plainDiscriminator, relativeDifference } from '../autodiff.ts';
import { noPause, parameterTensors, randomImages } from '../support.ts';

beforeAll(() => useBackend());

const images = randomImages(7);
const layout = discriminatorLayout([16, 16, 2], [3, 4, 5], 7);
const start = drawParameters(layout, new RandomStream(9), 'one');
const parameters = () => parameterTensors(layout, start);

it('scores as prediction does', async () => {
  const x = images(4, 16, 2);
  const { logits } = await discriminatorForward(parameters(), x, noPause);
  expect(await relativeDifference(logits, discriminatorLogits(parameters(), x))).toBe(0);
});

it('has the gradients that automatic differentiation gives', async () => {
  const [flat, x, own] = [tf.tensor1d(start), images(4, 16, 2), parameters()];
  const pass = await discriminatorForward(own, x, noPause);
  const dLogits = tf.tensor1d([0.5, -1, 2, 0.1]);
  const [dFlat, dImages] = tf.grads((values, input) => plainDiscriminator(values, layout, input))(
    [flat, x],
    dLogits,
  ) as [tf.Tensor, tf.Tensor];
  const ofParameters = await parameterGradient(own, pass, dLogits, noPause);
  const ofImages = await imageGradient(own, pass, dLogits, noPause);
  expect(await relativeDifference(ofParameters, dFlat)).toBeLessThan(2e-4);
  expect(await relativeDifference(ofImages, dImages)).toBeLessThan(2e-4);
});

it('agrees with finite differences', async () => {
  const x = images(2, 16, 2);
  const dLogits = tf.tensor1d([1, -0.5]);
  const pass = await discriminatorForward(parameters(), x, noPause);
  const gradient = await (await parameterGradient(parameters(), pass, dLogits, noPause)).data();
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

it('adds up over images: the gradient of a batch is the sum of its parts', async () => {
  const x = images(3, 16, 2);
  const own = parameters();
  const dLogits = tf.tensor1d([0.3, -0.7, 1.1]);
  const gradientOf = async (from: number, count: number) => {
    const part = x.slice([from], [count]);
    const pass = await discriminatorForward(own, part, noPause);
    return parameterGradient(own, pass, dLogits.slice([from], [count]), noPause);
  };
  const parts = tf.add(await gradientOf(0, 1), await gradientOf(1, 2));
  expect(await relativeDifference(parts, await gradientOf(0, 3))).toBeLessThan(1e-5);
});

it('pauses between layers', async () => {
  let pauses = 0;
  const pause = () => {
    pauses++;
    return Promise.resolve();
  };
  const dLogits = tf.tensor1d([1]);
  const pass = await discriminatorForward(parameters(), images(1, 16, 2), pause);
  expect(pauses).toBe(7);
  await imageGradient(parameters(), pass, dLogits, pause);
  expect(pauses).toBe(14);
  // The gradients of a filter and of its input are two pieces.
  await parameterGradient(parameters(), pass, dLogits, pause);
  expect(pauses).toBe(28);
});

it('leaks nothing over a pass, its gradients and its end, and leaves the images alone', async () => {
  const own = parameters();
  const x = images(2, 16, 2);
  const dLogits = tf.tensor1d([1, -1]);
  const before = tf.memory().numTensors;
  const pass = await discriminatorForward(own, x, noPause);
  (await parameterGradient(own, pass, dLogits, noPause)).dispose();
  (await imageGradient(own, pass, dLogits, noPause)).dispose();
  disposeDiscriminatorPass(pass);
  expect(tf.memory().numTensors).toBe(before);
  expect(x.isDisposed).toBe(false);
});
