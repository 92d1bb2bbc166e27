import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { CHUNK, inChunks } from '../../src/networks/chunks.ts';

beforeAll(() => useBackend());

const numbered = (count: number) =>
  tf.tensor4d(
    Array.from({ length: count }, (_, i) => i),
    [count, 1, 1, 1],
  );

it.each([1, CHUNK, CHUNK + 1, 3 * CHUNK])('joins the results for %d images', async (count) => {
  const sizes: number[] = [];
  const images = numbered(count);
  const before = tf.memory().numTensors;
  const doubled = inChunks(images, [0], (chunk) => {
    sizes.push(chunk.shape[0]);
    return chunk.mul(2).as1D();
  });
  expect(tf.memory().numTensors).toBe(before + 1);
  expect(Math.max(...sizes)).toBe(Math.min(count, CHUNK));
  expect(Math.min(...sizes)).toBeGreaterThan(0);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(count);
  expect(Array.from(await doubled.data())).toEqual(Array.from({ length: count }, (_, i) => 2 * i));
});

it('gives an empty result of the asked shape for no images, without any work', () => {
  const none = inChunks<tf.Tensor2D>(tf.zeros([0, 1, 1, 1]), [0, 3], () => {
    throw new Error('there is nothing to work on');
  });
  expect(none.shape).toEqual([0, 3]);
});

it('gives a result of its own even where the work returns its input', () => {
  const images = numbered(2);
  const same = inChunks(images, [0, 1, 1, 1], (chunk) => chunk);
  same.dispose();
  expect(images.isDisposed).toBe(false);
});
