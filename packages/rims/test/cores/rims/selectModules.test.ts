import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { availableBackends, expectLeakFree } from '@causal-mechanisms/test-utils';
import { selectModules } from '../../../src/cores/rims/selectModules.ts';

beforeAll(() => useBackend());

/** Columns are sequences, as people write scores down: one row per sequence. */
async function chosen(scores: number[][], active: number): Promise<number[][]> {
  const mask = selectModules(tf.tensor2d(scores).transpose<tf.Tensor2D>(), active);
  expect(mask.shape).toEqual([scores[0]?.length, scores.length, 1]);
  return await mask.squeeze<tf.Tensor2D>([2]).transpose<tf.Tensor2D>().array();
}

it('chooses the largest scores', async () => {
  expect(
    await chosen(
      [
        [1, 4, 3, 2],
        [-4, -3, -9, -1],
      ],
      2,
    ),
  ).toEqual([
    [0, 1, 1, 0],
    [0, 1, 0, 1],
  ]);
});

it('chooses all without a look at the scores', async () => {
  expect(await chosen([[1, NaN, 1]], 3)).toEqual([[1, 1, 1]]);
});

it('breaks ties by the lower number on every backend', async () => {
  const before = tf.getBackend();
  try {
    for (const backend of await availableBackends()) {
      await tf.setBackend(backend);
      const tied = [
        [0, 0, 0, 0, 0, 0],
        [1, 2, 1, 2, 1, 2],
        [3, 1, 3, 3, 1, 3],
        [-1, -1, 5, -1, -1, -1],
      ];
      expect([backend, await chosen(tied, 4)]).toEqual([
        backend,
        [
          [1, 1, 1, 1, 0, 0],
          [1, 1, 0, 1, 0, 1],
          [1, 0, 1, 1, 0, 1],
          [1, 1, 1, 1, 0, 0],
        ],
      ]);
      expect(await chosen(tied, 1)).toEqual([
        [1, 0, 0, 0, 0, 0],
        [0, 1, 0, 0, 0, 0],
        [1, 0, 0, 0, 0, 0],
        [0, 0, 1, 0, 0, 0],
      ]);
    }
  } finally {
    await tf.setBackend(before);
  }
});

it('sends no gradient through the choice', async () => {
  const scores = tf.tensor2d([[1], [3], [2]]);
  const values = tf.tensor3d([5, 6, 7], [3, 1, 1]);
  const [dScores, dValues] = tf.grads((s, v) =>
    selectModules(s as tf.Tensor2D, 2)
      .mul(v)
      .sum(),
  )([scores, values]) as [tf.Tensor, tf.Tensor];
  expect([...(await dScores.data())]).toEqual([0, 0, 0]);
  expect([...(await dValues.data())]).toEqual([0, 1, 1]);
});

it('leaves nothing behind', async () => {
  const scores = tf.tensor2d([[1], [3], [2]]);
  await expectLeakFree(() => {
    selectModules(scores, 2).dispose();
    selectModules(scores, 3).dispose();
  });
});
