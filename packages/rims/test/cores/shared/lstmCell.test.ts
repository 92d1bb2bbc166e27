import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { lstmBias, lstmStep } from '../../../src/cores/shared/lstmCell.ts';
import { expectNumbers, normalTensor, weightedSum } from '../randomTensors.ts';

beforeAll(() => useBackend());

it('has its gates in the order i, f, o, g', async () => {
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
  const { hidden, cell } = lstmStep(tf.tensor2d([[0.5, -1, 2, 0.3]]), tf.tensor2d([[0.7]]));
  const next = sigmoid(-1) * 0.7 + sigmoid(0.5) * Math.tanh(0.3);
  await expectNumbers(cell, [next]);
  await expectNumbers(hidden, [sigmoid(2) * Math.tanh(next)]);
});

it('has the gradient of finite differences', async () => {
  await expectGradient(
    (gates, cell) => {
      const next = lstmStep(gates as tf.Tensor2D, cell as tf.Tensor2D);
      return weightedSum(next.hidden).add(weightedSum(next.cell.square()));
    },
    [normalTensor([3, 20], 1), normalTensor([3, 5], 2)],
    { directions: 4 },
  );
});

it('adds the forget bias to the second quarter of the bias alone', () => {
  const plain = lstmBias(4, 0, new RandomStream(1));
  const moved = lstmBias(4, 1, new RandomStream(1));
  const added = Array.from(moved, (value, i) => value - (plain[i] ?? NaN));
  added.forEach((value, i) => expect(value).toBeCloseTo(i >= 4 && i < 8 ? 1 : 0, 5));
});
