import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { CHUNK, chunkRanges, inChunks } from '../../src/networks/chunks.ts';

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

it('leaves the rest to the last chunk, or makes chunks as equal as can be', () => {
  const sizes = (count: number, rowwise?: boolean) =>
    chunkRanges(count, rowwise).map(({ size }) => size);
  expect(sizes(130)).toEqual([64, 64, 2]);
  expect(sizes(130, false)).toEqual([43, 44, 43]);
  expect(sizes(65, false)).toEqual([33, 32]);
  expect(sizes(128, false)).toEqual([64, 64]);
  expect(sizes(64, false)).toEqual([64]);
  expect(sizes(0)).toEqual([]);
  expect(sizes(0, false)).toEqual([]);
  for (const rowwise of [true, false]) {
    let next = 0;
    for (const { from, size } of chunkRanges(1000, rowwise)) {
      expect(from).toBe(next);
      expect(size).toBeLessThanOrEqual(CHUNK);
      next = from + size;
    }
    expect(next).toBe(1000);
  }
});

it('works on chunks as equal as can be where images depend on each other', () => {
  const sizes: number[] = [];
  inChunks(
    numbered(66),
    [0],
    (chunk) => {
      sizes.push(chunk.shape[0]);
      return chunk.as1D();
    },
    false,
  );
  expect(sizes).toEqual([33, 33]);
});
