import * as tf from '@tensorflow/tfjs';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { joinParameters, parameterLayout, splitParameters, useBackend } from '../../src/index.ts';

beforeAll(() => useBackend());

const layout = parameterLayout([
  { name: 'kernel', shape: [2, 2] },
  { name: 'scale', shape: [] },
  { name: 'bias', shape: [3] },
]);

it('counts entries, a scalar as one', () => {
  expect(layout.sizes).toEqual([4, 1, 3]);
  expect(layout.length).toBe(8);
});

it('takes a vector apart and puts it together again', async () => {
  const flat = tf.tensor1d([1, 2, 3, 4, 5, 6, 7, 8]);
  const parts = splitParameters(flat, layout);
  expect(parts.map(({ shape }) => shape)).toEqual([[2, 2], [], [3]]);
  expect(await Promise.all(parts.map(async (part) => Array.from(await part.data())))).toEqual([
    [1, 2, 3, 4],
    [5],
    [6, 7, 8],
  ]);
  const joined = joinParameters(parts);
  expect(Array.from(await joined.data())).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  tf.dispose([flat, joined, ...parts]);
});

it('has a gradient where there is but one parameter', async () => {
  const one = parameterLayout([{ name: 'matrix', shape: [2, 2] }]);
  const slope = tf.grad((flat: tf.Tensor) =>
    (splitParameters(flat as tf.Tensor1D, one)[0] as tf.Tensor).square().sum(),
  )(tf.tensor1d([1, 2, 3, 4]));
  expect(Array.from(await slope.data())).toEqual([2, 4, 6, 8]);
  slope.dispose();
});

it('refuses a name that occurs twice and vectors of another length', () => {
  const twice = { name: 'w', shape: [1] };
  expect(thrownCode(() => parameterLayout([twice, twice]))).toBe('ERR_SHAPE');
  const flat: tf.Tensor1D = tf.zeros([7]);
  expect(thrownCode(() => splitParameters(flat, layout))).toBe('ERR_SHAPE');
  expect(flat.isDisposed).toBe(false);
  flat.dispose();
});

it('has no parts where there are no parameters', () => {
  const none: tf.Tensor1D = tf.zeros([0]);
  expect(splitParameters(none, parameterLayout([]))).toEqual([]);
  none.dispose();
});
