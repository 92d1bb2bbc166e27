import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { readSlots, writeSlots } from '../../../src/cores/shared/slotMemory.ts';
import {
  expectNumbers,
  normalTensor,
  shareTensor,
  weightTensor,
  weightedSum,
} from '../randomTensors.ts';

beforeAll(() => useBackend());

it('erases with every head before it adds', async () => {
  const memory = tf.tensor3d([10, 20, 30, 40], [1, 2, 2]); // slots (10, 30) and (20, 40)
  const weights = tf.tensor3d([
    [
      [1, 0],
      [0.5, 0.5],
    ],
  ]);
  const erase = tf.tensor3d([
    [
      [1, 0],
      [0.2, 0.4],
    ],
  ]);
  const add = tf.tensor3d([
    [
      [1, 2],
      [4, 8],
    ],
  ]);
  // First slot: 10 (1 - 1)(1 - 0.1) + 1 + 2 and 30 (1 - 0)(1 - 0.2) + 2 + 4; second: 20 * 0.9 + 2 and 40 * 0.8 + 4.
  await expectNumbers(writeSlots(memory, weights, erase, add), [3, 20, 30, 36]);
});

it('reads the weighted sum of the slots, head by head', async () => {
  const memory = tf.tensor3d([10, 20, 30, 40], [1, 2, 2]);
  const weights = tf.tensor3d([
    [
      [1, 0],
      [0.5, 0.25],
    ],
  ]);
  await expectNumbers(readSlots(memory, weights), [10, 30, 10, 25]);
});

it.each([1, 3])('has the gradient of finite differences with %i heads', async (heads) => {
  await expectGradient(
    (...args) => {
      const [memory, weights, erase, add] = args as [
        tf.Tensor3D,
        tf.Tensor3D,
        tf.Tensor3D,
        tf.Tensor3D,
      ];
      return weightedSum(readSlots(writeSlots(memory, weights, erase, add), weights));
    },
    [
      normalTensor([2, 4, 5], 1),
      weightTensor([2, heads, 5], 2),
      shareTensor([2, heads, 4], 3),
      normalTensor([2, heads, 4], 4),
    ],
    { directions: 4 },
  );
});
