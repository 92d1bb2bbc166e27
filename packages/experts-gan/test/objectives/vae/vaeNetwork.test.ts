import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import {
  scoresOf,
  vaeForward,
  vaeLayout,
  vaeScores,
  vaeViews,
} from '../../../src/objectives/vae/vaeNetwork.ts';
import { relativeDifference } from '../../autodiff.ts';
import { noPause, parameterTensors } from '../../support.ts';
import { images, layout, plainLosses, values } from './autoencoders.ts';

beforeAll(() => useBackend());

it('has a layer each way and two between', () => {
  // 1024 * 400 + 400, twice 400 * 20 + 20, 20 * 400 + 400, 400 * 1024 + 1024.
  expect(vaeLayout([32, 32, 1], 20, 400).length).toBe(410_000 + 2 * 8020 + 8400 + 410_624);
  expect(layout.specs.map(({ name }) => name)).toEqual(
    ['encoder', 'mean', 'precision', 'decoder', 'output'].flatMap((of) => [
      `${of}/kernel`,
      `${of}/bias`,
    ]),
  );
});

it('names the parameters by role', () => {
  const views = vaeViews(parameterTensors(layout, values));
  expect(views.precisionKernel.shape).toEqual([5, 3]);
  expect(views.outputBias.shape).toEqual([128]);
});

it('has the loss of a coin toss when all parameters are 0', async () => {
  const zeros = parameterTensors(layout, new Float32Array(layout.length));
  const pass = await vaeForward(zeros, images(2), null, noPause);
  // 128 pixels at even odds; a variance of 1/2: (1/2 - 1 + log 2) / 2 for each of 3 latent variables.
  for (const found of await pass.reconstruction.data()) {
    expect(found).toBeCloseTo(128 * Math.LN2, 3);
  }
  for (const found of await pass.divergence.data()) {
    expect(found).toBeCloseTo(1.5 * (Math.LN2 - 0.5), 5);
  }
});

it.each([false, true])('has the loss of plain ops (with samples: %j)', async (sampled) => {
  const parameters = parameterTensors(layout, values);
  const x = images(4);
  const noise = sampled ? tf.tensor2d(new RandomStream(5).normals(12), [4, 3]) : null;
  const pass = await vaeForward(parameters, x, noise, noPause);
  const expected = plainLosses(tf.tensor1d(values), x, noise).neg();
  expect(await relativeDifference(scoresOf(pass), expected)).toBeLessThan(1e-5);
  if (noise === null) {
    expect(await relativeDifference(vaeScores(parameters, x), expected)).toBeLessThan(1e-5);
  }
});

it('gives the event loop a turn, and tensors to dispose of', async () => {
  const parameters = parameterTensors(layout, values);
  const x = images(3);
  const alive = tf.memory().numTensors;
  let pauses = 0;
  const pass = await vaeForward(parameters, x, null, () => {
    pauses++;
    return Promise.resolve();
  });
  expect(pauses).toBe(1);
  tf.dispose({ ...pass });
  expect(tf.memory().numTensors).toBe(alive);
  vaeScores(parameters, x).dispose();
  expect(tf.memory().numTensors).toBe(alive);
});
