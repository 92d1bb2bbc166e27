import * as tf from '@tensorflow/tfjs';
import { parameterLayout, ParameterVector, useBackend } from '@causal-mechanisms/tensor-utils';
import { flatGradients } from '../../../src/training/updates/flatGradients.ts';

beforeAll(() => useBackend());

it('gives each vector its gradient, joined in the order of its parameters', async () => {
  const before = tf.memory().numTensors;
  const layout = parameterLayout([
    { name: 'matrix', shape: [1, 2] },
    { name: 'bias', shape: [2] },
  ]);
  const first = new ParameterVector(layout, tf.tensor1d([1, 2, 3, 4]));
  const second = new ParameterVector(
    parameterLayout([{ name: 'scale', shape: [] }]),
    tf.tensor1d([5]),
  );
  // 5 (1 * 3^2 + 2 * 4^2) = 205
  const { value, gradients } = flatGradients(
    [first, second],
    ([matrix, bias] = [], [scale] = []) => {
      const weighted = (matrix as tf.Tensor).mul((bias as tf.Tensor).square());
      return weighted.sum().mul(scale as tf.Tensor);
    },
  );
  expect((await value.data())[0]).toBe(205);
  expect(gradients.map(({ shape }) => shape)).toEqual([[4], [1]]);
  expect(Array.from((await gradients[0]?.data()) ?? [])).toEqual([45, 80, 30, 80]);
  expect(Array.from((await gradients[1]?.data()) ?? [])).toEqual([41]);
  tf.dispose([value, ...gradients]);
  first.dispose();
  second.dispose();
  expect(tf.memory().numTensors).toBe(before);
});
