import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import {
  moduleAttention,
  moduleAttentionGradient,
} from '../../../../src/cores/rims/fast/moduleAttention.ts';
import { normals } from '../../coreChecks.ts';
import { expectNumbers } from '../../randomTensors.ts';
import { expectGradients } from './passes.ts';

beforeAll(() => useBackend());

it('reads values by the softmax of scaled products, by hand', async () => {
  // Two modules, one sequence, one head: key 4 wide, value 1 wide.
  const [q, k, v] = [
    [2, 0, 0, 0],
    [
      [Math.log(3), 0, 0, 0],
      [0, 5, 5, 5],
    ],
    [8, 4],
  ] as const;
  const row = (m: 0 | 1) => [...q, ...k[m], v[m]];
  const projected = tf.tensor3d([...row(0), ...row(1)], [2, 1, 9]);
  const { read } = moduleAttention(projected, { heads: 1, key: 4, value: 1 });
  // 2 ln 3 / sqrt(4) against 0: three parts of 8 and one of 4, for both.
  expect(read.shape).toEqual([2, 1, 1]);
  await expectNumbers(read, [7, 7]);
});

it('keeps heads and sequences apart', async () => {
  const sizes = { heads: 2, key: 3, value: 4 };
  const projected = normals<tf.Rank.R3>([5, 2, 2 * (3 + 3 + 4)], 1);
  const { read } = moduleAttention(projected, sizes);
  expect(read.shape).toEqual([5, 2, 8]);
  for (const head of [0, 1]) {
    for (const sequence of [0, 1]) {
      const part = (from: number, width: number) =>
        projected.slice([0, sequence, from + head * width], [5, 1, width]);
      const alone = tf.concat<tf.Tensor3D>([part(0, 3), part(6, 3), part(12, 4)], 2);
      const expected = moduleAttention(alone, { ...sizes, heads: 1 }).read;
      const found = read.slice([0, sequence, head * 4], [5, 1, 4]);
      await expectNumbers(found, Array.from(await expected.data()));
    }
  }
});

it('has the gradient of the tape', async () => {
  const sizes = { heads: 2, key: 3, value: 4 };
  const projected = normals<tf.Rank.R3>([5, 2, 20], 1);
  const dy = normals<tf.Rank.R3>([5, 2, 8], 2);
  const expected = tf.grad((x) =>
    moduleAttention(x as tf.Tensor3D, sizes)
      .read.mul(dy)
      .sum(),
  )(projected);
  const { saved } = moduleAttention(projected, sizes);
  await expectGradients([expected], [moduleAttentionGradient(dy, saved, sizes)]);
});
