import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { competitorsOf } from '../../src/training/competitors.ts';
import { expertOutputs } from '../../src/training/expertOutputs.ts';
import { relativeDifference } from '../autodiff.ts';
import { noPause, randomImages, smallModel } from '../support.ts';

beforeAll(() => useBackend());

it('gives what experts make of a batch, one after the other', async () => {
  const model = smallModel();
  const { experts } = competitorsOf(model);
  const images = randomImages(2)(3);
  const alive = tf.memory().numTensors;
  const outputs = await expertOutputs(experts, images, noPause);
  expect(tf.memory().numTensors).toBe(alive + 1);
  expect(outputs.shape).toEqual([9, 16, 16, 3]);
  for (const [j, { expert }] of experts.entries()) {
    const { output } = await expert.forward(images, noPause);
    expect(await relativeDifference(outputs.slice([3 * j], [3]), output)).toBeLessThan(1e-6);
  }
});

it('takes over those that are known', async () => {
  const model = smallModel();
  const { experts } = competitorsOf(model);
  const images = randomImages(2)(3);
  const known = randomImages(3)(9);
  const whole = await expertOutputs(experts, images, noPause);
  const alive = tf.memory().numTensors;
  const some = [undefined, experts[1], undefined];
  const outputs = await expertOutputs(some, images, noPause, known);
  expect(tf.memory().numTensors).toBe(alive + 1);
  const expected = tf.concat([known.slice([0], [3]), whole.slice([3], [3]), known.slice([6], [3])]);
  expect(await relativeDifference(outputs, expected)).toBeLessThan(1e-6);
});
