import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { vaeParameterGradient, vaePixelGradient } from '../../../src/objectives/vae/vaeGradient.ts';
import { vaeForward } from '../../../src/objectives/vae/vaeNetwork.ts';
import { relativeDifference } from '../../autodiff.ts';
import { noPause, parameterTensors } from '../../support.ts';
import { images, layout, plainLosses, values } from './autoencoders.ts';

beforeAll(() => useBackend());

it.each([false, true])(
  'has the parameter gradient of plain ops (with samples: %j)',
  async (sampled) => {
    const parameters = parameterTensors(layout, values);
    const x = images(4);
    const noise = sampled ? tf.tensor2d(new RandomStream(5).normals(12), [4, 3]) : null;
    const pass = await vaeForward(parameters, x, noise, noPause);
    const alive = tf.memory().numTensors;
    const found = await vaeParameterGradient(parameters, pass, noise, noPause);
    expect(tf.memory().numTensors).toBe(alive + 1);
    const expected = tf.grad((flat) => plainLosses(flat, x, noise).mean())(tf.tensor1d(values));
    expect(await relativeDifference(found, expected)).toBeLessThan(1e-5);
  },
);

it('has the pixel gradient of plain ops, weighted', async () => {
  const parameters = parameterTensors(layout, values);
  const x = images(3);
  const weights = Float32Array.of(0.5, -2, 0);
  const pass = await vaeForward(parameters, x, null, noPause);
  const alive = tf.memory().numTensors;
  const found = await vaePixelGradient(parameters, pass, weights, noPause);
  expect(tf.memory().numTensors).toBe(alive + 1);
  const expected = tf.grad((at) =>
    plainLosses(tf.tensor1d(values), at, null).mul(tf.tensor1d(weights)).sum(),
  )(x);
  expect(await relativeDifference(found, expected.reshape([3, -1]))).toBeLessThan(1e-5);
});

it('has the pixel gradient of finite differences', async () => {
  const parameters = parameterTensors(layout, values);
  const x = images(1);
  const pass = await vaeForward(parameters, x, null, noPause);
  const found = await vaePixelGradient(parameters, pass, Float32Array.of(1), noPause);
  const gradient = await found.data();
  for (const pixel of [0, 37, 127]) {
    const step = tf
      .oneHot(tf.tensor1d([pixel], 'int32'), 128)
      .reshape([1, 8, 8, 2])
      .mul(0.02);
    const loss = async (at: tf.Tensor) =>
      (await plainLosses(tf.tensor1d(values), at, null).data())[0] ?? NaN;
    const slope = ((await loss(x.add(step))) - (await loss(x.sub(step)))) / 0.04;
    expect(Math.abs((gradient[pixel] ?? NaN) - slope)).toBeLessThan(0.02 * (1 + Math.abs(slope)));
  }
});
