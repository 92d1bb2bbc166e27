import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { allocationWeights, slotOrder } from '../../../src/cores/dnc/dncAllocation.ts';
import { expectNumbers, weightedSum } from '../randomTensors.ts';

beforeAll(() => useBackend());

const allocate = (usage: tf.Tensor) =>
  allocationWeights(usage as tf.Tensor3D, slotOrder(usage.shape[2] ?? 0));

it('fills the least used slot first', async () => {
  // In the order of usage 0.2, 0.5, 0.9: 0.8; 0.2 * 0.5; 0.2 * 0.5 * 0.1.
  await expectNumbers(allocate(tf.tensor3d([[[0.5, 0.2, 0.9]]])), [0.1, 0.8, 0.01]);
});

it('takes the first of equally used slots', async () => {
  await expectNumbers(allocate(tf.tensor3d([[[0.5, 0.5, 0.5]]])), [0.5, 0.25, 0.125]);
  await expectNumbers(allocate(tf.zeros([1, 1, 4])), [1, 0, 0, 0]);
  await expectNumbers(allocate(tf.ones([1, 1, 4])), [0, 0, 0, 0]);
});

it('never gives away more than one, whatever the usage', async () => {
  const usage = tf.tensor3d([0, 0.1, 0.99, 1, 0.3, 0.3, 0.7, 0.2], [2, 1, 4]);
  const total = await allocate(usage).sum(2).data();
  // What is left over is the product of all usages: 0, and 0.3 * 0.3 * 0.7 * 0.2.
  expect(total[0]).toBeCloseTo(1, 4);
  expect(total[1]).toBeCloseTo(1 - 0.0126, 4);
});

it('has the gradient of finite differences', async () => {
  const usage = tf.tensor3d([0.5, 0.2, 0.9, 0.35, 0.75, 0.3, 0.6, 0.15], [2, 1, 4]);
  await expectGradient((u) => weightedSum(allocate(u)), [usage], { directions: 6 });
});

it('has the gradient computed by hand, also where a slot is empty', async () => {
  // With the order 2, 1, 3: a2 = 1 - u2, a1 = u2 (1 - u1), a3 = u2 u1 (1 - u3); weights 1, 2, 4 for a1, a2, a3.
  const gradient = tf.grad((usage: tf.Tensor) =>
    allocate(usage)
      .mul(tf.tensor1d([1, 2, 4]))
      .sum(),
  );
  const byHand = ([u1, u2, u3]: readonly [number, number, number]) => [
    -u2 + 4 * u2 * (1 - u3),
    -2 + (1 - u1) + 4 * u1 * (1 - u3),
    -4 * u2 * u1,
  ];
  for (const usage of [
    [0.5, 0.2, 0.9],
    [0.5, 0, 0.9],
  ] as const) {
    await expectNumbers(gradient(tf.tensor3d([...usage], [1, 1, 3])), byHand(usage), 4);
  }
});
