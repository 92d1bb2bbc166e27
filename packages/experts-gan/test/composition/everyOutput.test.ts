import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { everyOutput, inRows } from '../../src/composition/everyOutput.ts';
import { relativeDifference } from '../autodiff.ts';
import { noPause } from '../support.ts';
import { dots, knownExperts } from './knownExperts.ts';

beforeAll(() => useBackend());

it('gives the outputs of one expert after the other, and what each changed', async () => {
  const model = knownExperts(['invert', 'identity']);
  const x = dots(70); // more than are worked on at a time
  const { outputs, changes } = await everyOutput(model, x, { turn: noPause });
  const right = tf.concat4d([tf.sub<tf.Tensor4D>(1, x), x], 0);
  expect(await relativeDifference(outputs, right)).toBeLessThan(1e-12);
  expect(changes).toHaveLength(140);
  // Of zeros and ones every pixel is changed by one, or none is.
  changes.forEach((change, row) => expect(change).toBeCloseTo(row < 70 ? 1 : 0, 6));
  model.dispose();
});

it('scores in the order of the images, some at a time', async () => {
  const sizes: number[] = [];
  const score = (images: tf.Tensor4D) => {
    sizes.push(images.shape[0]);
    return images.sum<tf.Tensor1D>([1, 2, 3]).data();
  };
  const images = tf.range(0, 70).reshape<tf.Tensor4D>([70, 1, 1, 1]);
  expect(await inRows(images, score, noPause)).toEqual(Array.from({ length: 70 }, (_, i) => i));
  expect(sizes).toEqual([64, 6]);
});

it('leaks nothing where it is ended', async () => {
  const model = knownExperts(['invert', 'identity']);
  const x = dots(3);
  (await everyOutput(model, x, { turn: noPause })).outputs.dispose();
  await expectLeakFree(async () => {
    let left = 1;
    const turn = () => (left-- > 0 ? Promise.resolve() : Promise.reject(new Error('ended')));
    await expect(everyOutput(model, x, { turn })).rejects.toThrow('ended');
  });
  model.dispose();
});
