import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient, thrownCode } from '@causal-mechanisms/test-utils';
import {
  checkStepCounts,
  reverseInput,
  reverseSteps,
} from '../../../src/cores/composed/reverseSteps.ts';
import { normals } from '../coreChecks.ts';

beforeAll(() => useBackend());

/** Three steps of two sequences. */
const rows = [1, 10, 2, 20, 3, 30];

it.each([
  [undefined, [3, 30, 2, 20, 1, 10]],
  [Int32Array.of(2, 3), [2, 30, 1, 20, 3, 10]],
  [Int32Array.of(1, 2), [1, 20, 2, 10, 3, 30]],
])('turns sequences of lengths %s round, and back', async (lengths, expected) => {
  for (const dtype of ['float32', 'int32'] as const) {
    const values = tf.tensor2d(rows, [3, 2], dtype);
    const turned = reverseSteps(values, lengths);
    expect(turned.dtype).toBe(dtype);
    expect(Array.from(await turned.data())).toEqual(expected);
    expect(Array.from(await reverseSteps(turned, lengths).data())).toEqual(rows);
  }
});

it('turns elements and indices round', async () => {
  const elements = tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8], [2, 1, 2, 2]);
  const turned = reverseInput(elements) as tf.Tensor4D;
  expect(Array.from(await turned.data())).toEqual([5, 6, 7, 8, 1, 2, 3, 4]);
  const table = tf.zeros<tf.Rank.R2>([9, 2]);
  const indexed = reverseInput({ table, indices: tf.tensor2d([7, 8], [2, 1], 'int32') });
  expect(indexed).toMatchObject({ table });
  expect(Array.from(await (indexed as { indices: tf.Tensor }).indices.data())).toEqual([8, 7]);
});

it('has a gradient that is turned back', async () => {
  const weights = normals([3, 2, 2], 1);
  for (const lengths of [undefined, Int32Array.of(2, 3)]) {
    await expectGradient(
      (x) => reverseSteps(x, lengths).square().mul(weights).sum(),
      [normals([3, 2, 2], 2)],
    );
  }
});

it('checks lengths', () => {
  const check = (lengths?: Int32Array) => () =>
    checkStepCounts('test', lengths, { steps: 2, batch: 2 });
  expect(check()).not.toThrow();
  expect(check(Int32Array.of(1, 2))).not.toThrow();
  expect(thrownCode(check(Int32Array.of(1)))).toBe('ERR_SHAPE');
  expect(check(Int32Array.of(1, 3))).toThrow(/lengths must be.*got 3 at place 1/);
});
