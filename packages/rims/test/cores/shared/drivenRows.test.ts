import { useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { drivenRows, rowNumbers, rowsGradient } from '../../../src/cores/shared/drivenRows.ts';
import { expectNumbers } from '../randomTensors.ts';

beforeAll(() => useBackend());

const kernel = tf.tensor2d([[2], [-1]]);
const table = tf.tensor2d([
  [1, 0],
  [0, 3],
  [5, 5],
]);
const indices = tf.tensor2d([2, 0, 1, 2], [2, 2], 'int32');

it('multiplies a table once per entry', async () => {
  const { driven, rows, shared } = drivenRows({ table, indices }, kernel, tf.tensor1d([10]));
  await expectNumbers(driven, [12, 7, 15]);
  expect(rows).toBe(indices);
  expect(shared).toBe(true);
});

it('multiplies every vector of a dense input, and numbers them', async () => {
  const { driven, rows, shared } = drivenRows(tf.tensor3d([[[1, 0]], [[0, 3]]]), kernel);
  await expectNumbers(driven, [2, -3]);
  await expectNumbers(rows, [0, 1]);
  expect([...rows.shape, rows.dtype, shared]).toEqual([2, 1, 'int32', false]);
  expect(rowNumbers(tf.zeros([3, 4, 1])).shape).toEqual([3, 4]);
});

it('adds up the gradients of a row that is read more than once', async () => {
  const gradient = tf.tensor3d([1, 2, 3, 4], [2, 2, 1]);
  await expectNumbers(rowsGradient(gradient, indices, 3, true), [2, 3, 5]);
  const own = rowNumbers(tf.zeros([2, 2, 1]));
  await expectNumbers(rowsGradient(gradient, own, 4, false), [1, 2, 3, 4]);
});
