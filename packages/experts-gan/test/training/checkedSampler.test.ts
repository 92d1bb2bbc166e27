import * as tf from '@tensorflow/tfjs';
import type { ImageSampler } from '@causal-mechanisms/datasets';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { checkedSampler } from '../../src/training/checkedSampler.ts';

beforeAll(() => useBackend());

const given = (make: () => unknown): ImageSampler => ({
  shape: [8, 8, 1],
  size: Infinity,
  sample: () => Promise.resolve({ images: make() as tf.Tensor4D, indices: new Int32Array(2) }),
});
const draw = (sampler: ImageSampler) =>
  checkedSampler('train', 'canonical', sampler).sample(2, new RandomStream(1));

it('passes on what was asked for', async () => {
  const { images } = await draw(given(() => tf.ones([2, 8, 8, 1])));
  expect(images.shape).toEqual([2, 8, 8, 1]);
  images.dispose();
  const tensor = tf.zeros<tf.Rank.R4>([3, 8, 8, 1]);
  expect(checkedSampler('train', 'canonical', tensor).size).toBe(3);
  tensor.dispose();
});

it.each<[string, () => unknown, string]>([
  ['too few images', () => tf.ones([1, 8, 8, 1]), 'ERR_SHAPE'],
  ['images of another size', () => tf.ones([2, 8, 16, 1]), 'ERR_SHAPE'],
  ['whole numbers', () => tf.ones([2, 8, 8, 1], 'int32'), 'ERR_ARGUMENT'],
  ['no tensor', () => [1], 'ERR_ARGUMENT'],
])('refuses %s, and leaves nothing behind', async (_, make, code) => {
  const before = tf.memory().numTensors;
  await expect(draw(given(make))).rejects.toMatchObject({
    code,
    message: expect.stringMatching(/^train: a batch of canonical must/) as string,
  });
  expect(tf.memory().numTensors).toBe(before);
});

it('refuses a batch that is none, and sources that are none', async () => {
  const none = { ...given(() => 1), sample: () => Promise.resolve(null as never) };
  await expect(draw(none)).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
  for (const source of [null, 7, {}, [1]]) {
    expect(() => checkedSampler('train', 'canonical', source as never)).toThrow(
      /^train: canonical/,
    );
  }
  expect(() => checkedSampler('train', 'canonical', { ...none, shape: [8, 9, 1] })).toThrow('8');
  expect(() => checkedSampler('train', 'canonical', { ...none, size: -1 })).toThrow('size');
});
