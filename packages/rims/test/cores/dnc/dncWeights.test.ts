import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { dncReadWeights, dncWriteWeights } from '../../../src/cores/dnc/dncWeights.ts';
import {
  expectNumbers,
  normalTensor,
  shareTensor,
  weightTensor,
  weightedSum,
} from '../randomTensors.ts';

beforeAll(() => useBackend());

it('writes where there is room, where the content is, or not at all', async () => {
  const write = (allocation: number, gate: number) =>
    dncWriteWeights(tf.tensor3d([[[1, 0]]]), tf.tensor3d([[[0.2, 0.8]]]), {
      allocation: tf.tensor3d([[[allocation]]]),
      write: tf.tensor3d([[[gate]]]),
    });
  await expectNumbers(write(1, 1), [1, 0]);
  await expectNumbers(write(0, 1), [0.2, 0.8]);
  await expectNumbers(write(0.5, 0.5), [0.3, 0.2]);
  await expectNumbers(write(0.5, 0), [0, 0]);
});

it('reads against the order of writing, by content, or along it', async () => {
  // Slot 1 was written after 0, and 2 after 1.
  const links = tf.tensor3d([0, 0, 0, 1, 0, 0, 0, 1, 0], [1, 3, 3]);
  const previous = tf.tensor3d([
    [
      [0, 1, 0],
      [0, 1, 0],
      [0, 1, 0],
      [0, 1, 0],
    ],
  ]);
  const content = tf.fill<tf.Rank.R3>([1, 4, 3], 1 / 3);
  const modes = tf.tensor3d([
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
      [0.2, 0.3, 0.5],
    ],
  ]);
  const third = 1 / 3;
  await expectNumbers(dncReadWeights(previous, links, content, modes), [
    1,
    0,
    0,
    third,
    third,
    third,
    0,
    0,
    1,
    0.3,
    0.1,
    0.6,
  ]);
});

it('has the gradient of finite differences', async () => {
  await expectGradient(
    (...args) => {
      const [room, content, allocation, write] = args as [
        tf.Tensor3D,
        tf.Tensor3D,
        tf.Tensor3D,
        tf.Tensor3D,
      ];
      return weightedSum(dncWriteWeights(room, content, { allocation, write }));
    },
    [
      weightTensor([2, 1, 4], 1),
      weightTensor([2, 1, 4], 2),
      shareTensor([2, 1, 1], 3),
      shareTensor([2, 1, 1], 4),
    ],
    { directions: 4 },
  );
  await expectGradient(
    (...args) =>
      weightedSum(
        dncReadWeights(...(args as [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D, tf.Tensor3D])),
      ),
    [
      weightTensor([2, 3, 4], 1),
      normalTensor([2, 4, 4], 2),
      weightTensor([2, 3, 4], 3),
      weightTensor([2, 3, 3], 4),
    ],
    { directions: 4 },
  );
});
