import { useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { plainLstm } from '../../../src/cores/lstm/plainLstm.ts';
import { expectNumbers } from '../randomTensors.ts';
import { expectNoLeakOf, passOf } from './passes.ts';

beforeAll(() => useBackend());

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

it('goes two steps as by hand', async () => {
  // One unit, one number per step; gates i, f, o, g.
  const [kernel, recurrent, bias] = [
    [1, 2, -1, 0.5],
    [0.5, -1, 2, 1],
    [0.1, 0.2, 0.3, 0.4],
  ] as [number[], number[], number[]];
  let [hidden, cell] = [0.5, -2];
  const outputs = [3, -1].map((x) => {
    const [i, f, o, g] = kernel.map(
      (weight, gate) => x * weight + hidden * (recurrent[gate] ?? 0) + (bias[gate] ?? 0),
    ) as [number, number, number, number];
    cell = sigmoid(f) * cell + sigmoid(i) * Math.tanh(g);
    hidden = sigmoid(o) * Math.tanh(cell);
    return hidden;
  });
  const found = plainLstm({
    sizes: { steps: 2, batch: 1, elements: 1, width: 1 },
    kernel: tf.tensor2d([kernel]),
    recurrentKernel: tf.tensor2d([recurrent]),
    bias: tf.tensor1d(bias),
    input: tf.tensor3d([3, -1], [2, 1, 1]),
    hidden: tf.tensor2d([[0.5]]),
    cell: tf.tensor2d([[-2]]),
  });
  expect(found.outputs.shape).toEqual([2, 1, 1]);
  await expectNumbers(found.outputs, outputs);
  await expectNumbers(found.cell, [cell]);
});

it('reads rows of a table as if they stood there', async () => {
  const order = [2, 0, 1, 1];
  const table = tf.tensor2d([1, 2, 3, 4, 5, 6, 7, 8, 9], [3, 3]);
  const tensors = [
    tf.fill([3, 4], 0.1),
    tf.fill([1, 4], 0.2),
    tf.zeros([4]),
    table,
    tf.zeros([2, 1]),
    tf.zeros([2, 1]),
  ] as unknown as Parameters<typeof passOf>[0];
  const pass = passOf(tensors, 'dense', 2);
  const input = tf.gather(table, tf.tensor2d(order, [2, 2], 'int32')) as unknown as tf.Tensor3D;
  const dense = plainLstm({ ...pass, input });
  const indices = tf.tensor2d(order, [2, 2], 'int32');
  const indexed = plainLstm({ ...pass, input: { table, indices } });
  await expectNumbers(indexed.outputs, Array.from(await dense.outputs.data()));
});

it('leaves nothing behind', () => expectNoLeakOf(plainLstm));
