import { parameterLayout, parameterViews, useBackend } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';

beforeAll(() => useBackend());

const layout = parameterLayout([
  { name: 'kernel', shape: [2, 3] },
  { name: 'bias', shape: [3] },
]);

it('finds parameters by name', () => {
  const [kernel, bias] = [tf.zeros([2, 3]), tf.zeros([3])];
  const views = parameterViews('test', layout, [kernel, bias]);
  expect(views.matrix('kernel')).toBe(kernel);
  expect(views.vector('bias')).toBe(bias);
  expect(() => views.vector('biass')).toThrow('no parameter biass');
});

it('refuses other numbers and shapes', () => {
  const kernel = tf.zeros([2, 3]);
  expect(thrownCode(() => parameterViews('test', layout, [kernel]))).toBe('ERR_SHAPE');
  expect(thrownCode(() => parameterViews('test', layout, [kernel, tf.zeros([2])]))).toBe(
    'ERR_SHAPE',
  );
});
