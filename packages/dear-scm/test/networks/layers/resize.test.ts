import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient, expectLeakFree } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import {
  centredBlocks,
  depthToSpace,
  doubled,
  halved,
  spaceToDepth,
} from '../../../src/networks/layers/resize.ts';
import { normals, numbers } from '../networkRuns.ts';

beforeAll(() => useBackend());

it('takes blocks row by row', async () => {
  const x = tf.range(0, 16).reshape<tf.Tensor4D>([1, 4, 4, 1]);
  const deep = spaceToDepth(x, 2);
  expect(deep.shape).toEqual([1, 2, 2, 4]);
  expect(await numbers(deep)).toEqual([0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15]);
});

it.each([
  [2, 8],
  [3, 18],
])('spreads channels as tf.depthToSpace does, and back: block %d', async (block, channels) => {
  const x = normals<tf.Rank.R4>([2, 3, 5, channels], 1);
  const wide = depthToSpace(x, block);
  expect(wide.shape).toEqual([2, 3 * block, 5 * block, 2]);
  expect(await numbers(wide)).toEqual(await numbers(tf.depthToSpace(x, block)));
  expect(await numbers(spaceToDepth(wide, block))).toEqual(await numbers(x));
});

it('has the other as its gradient', async () => {
  const x = normals<tf.Rank.R4>([1, 4, 4, 4], 1);
  const weights = normals<tf.Rank.R4>([1, 8, 8, 1], 2);
  const others = normals<tf.Rank.R4>([1, 2, 2, 16], 3);
  const up = (y: tf.Tensor) =>
    depthToSpace(y as tf.Tensor4D, 2)
      .mul(weights)
      .sum<tf.Scalar>();
  const down = (y: tf.Tensor) =>
    spaceToDepth(y as tf.Tensor4D, 2)
      .mul(others)
      .sum<tf.Scalar>();
  await expectGradient(up, [x]);
  await expectGradient(down, [x]);
  await expectLeakFree(() => {
    tf.dispose([tf.grad(up)(x), tf.grad(down)(x)]);
  });
});

it('centres pixels on the way', async () => {
  const x = normals<tf.Rank.R4>([1, 4, 4, 2], 1).sigmoid<tf.Tensor4D>();
  const weights = normals<tf.Rank.R4>([1, 2, 2, 8], 2);
  const expected = await numbers(spaceToDepth(x.mul<tf.Tensor4D>(2).sub(1), 2));
  expect(await numbers(centredBlocks(x, 2))).toEqual(expected);
  await expectGradient(
    (y) =>
      centredBlocks(y as tf.Tensor4D, 2)
        .mul(weights)
        .sum<tf.Scalar>(),
    [x],
  );
});

it('doubles maps by repetition, and halves them by means', async () => {
  const x = tf.tensor4d([1, 10, 2, 20], [1, 1, 2, 2]);
  const wide = doubled(x);
  expect(wide.shape).toEqual([1, 2, 4, 2]);
  const row = [1, 10, 1, 10, 2, 20, 2, 20];
  expect(await numbers(wide)).toEqual([...row, ...row]);
  expect(await numbers(halved(wide))).toEqual([1, 10, 2, 20]);
  expect(await numbers(halved(tf.tensor4d([1, 2, 3, 6], [1, 2, 2, 1])))).toEqual([3]);
  const [up, down] = [normals<tf.Rank.R4>([1, 8, 8, 2], 2), normals<tf.Rank.R4>([1, 2, 2, 2], 3)];
  const input = normals<tf.Rank.R4>([1, 4, 4, 2], 1);
  await expectGradient(
    (y) =>
      doubled(y as tf.Tensor4D)
        .mul(up)
        .sum<tf.Scalar>(),
    [input],
  );
  await expectGradient(
    (y) =>
      halved(y as tf.Tensor4D)
        .mul(down)
        .sum<tf.Scalar>(),
    [input],
  );
});
