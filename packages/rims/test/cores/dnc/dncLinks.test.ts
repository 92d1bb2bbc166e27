import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { nextLinks, nextPrecedence, offDiagonal } from '../../../src/cores/dnc/dncLinks.ts';
import { expectNumbers, normalTensor, weightTensor, weightedSum } from '../randomTensors.ts';

beforeAll(() => useBackend());

const row = (...values: number[]) => tf.tensor3d([[values]]);

it('links the slot just written to the one written before', async () => {
  const mask = offDiagonal(3);
  let [links, precedence] = [tf.zeros<tf.Rank.R3>([1, 3, 3]), tf.zeros<tf.Rank.R3>([1, 1, 3])];
  for (const write of [row(1, 0, 0), row(0, 0, 1), row(0, 1, 0)]) {
    links = nextLinks(links, precedence, write, mask);
    precedence = nextPrecedence(precedence, write);
  }
  // Slot 2 came after 0, and 1 after 2.
  await expectNumbers(links, [0, 0, 0, 0, 0, 1, 1, 0, 0]);
  await expectNumbers(precedence, [0, 1, 0]);
});

it('forgets links of slots in the measure in which they are written again', async () => {
  const links = tf.tensor3d([0, 0.4, 0.2, 0.5, 0, 0.1, 0.3, 0.6, 0], [1, 3, 3]);
  const write = row(0.5, 0.2, 0);
  const next = nextLinks(links, row(0.1, 0.3, 0.6), write, offDiagonal(3));
  // For instance L_01 = (1 - 0.5 - 0.2) 0.4 + 0.5 * 0.3.
  await expectNumbers(next, [0, 0.27, 0.4, 0.17, 0, 0.2, 0.15, 0.48, 0]);
  await expectNumbers(nextPrecedence(row(0.1, 0.3, 0.6), write), [0.53, 0.29, 0.18]);
});

it('keeps the sums of rows and columns within one', async () => {
  const mask = offDiagonal(4);
  let [links, precedence] = [tf.zeros<tf.Rank.R3>([2, 4, 4]), tf.zeros<tf.Rank.R3>([2, 1, 4])];
  for (let step = 0; step < 12; step++) {
    const write = weightTensor([2, 1, 4], step).mul<tf.Tensor3D>(0.9);
    links = nextLinks(links, precedence, write, mask);
    precedence = nextPrecedence(precedence, write);
  }
  const sums = await tf.concat([links.sum(1), links.sum(2), precedence.sum(2).tile([1, 4])]).data();
  expect(Math.max(...sums)).toBeLessThanOrEqual(1 + 1e-5);
  expect(Math.min(...(await links.data()))).toBeGreaterThanOrEqual(0);
});

it('has the gradient of finite differences', async () => {
  const mask = offDiagonal(4);
  await expectGradient(
    (...args) => {
      const [links, precedence, write] = args as [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D];
      const next = nextLinks(links, precedence, write, mask);
      return weightedSum(next).add(weightedSum(nextPrecedence(precedence, write)));
    },
    [normalTensor([2, 4, 4], 1), weightTensor([2, 1, 4], 2), weightTensor([2, 1, 4], 3)],
    { directions: 4 },
  );
});
