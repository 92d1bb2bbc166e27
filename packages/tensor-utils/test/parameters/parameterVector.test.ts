import * as tf from '@tensorflow/tfjs';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { ParameterVector, parameterLayout, useBackend } from '../../src/index.ts';

beforeAll(() => useBackend());

const layout = parameterLayout([
  { name: 'kernel', shape: [2, 2] },
  { name: 'scale', shape: [] },
  { name: 'bias', shape: [3] },
]);

it('replaces a vector, its views with it, and leaks nothing', async () => {
  const before = tf.memory().numTensors;
  const parameters = new ParameterVector(layout, tf.zeros([8]));
  const alive = tf.memory().numTensors;
  parameters.replace(tf.ones([8]));
  expect(tf.memory().numTensors).toBe(alive);
  expect(Array.from((await parameters.views[2]?.data()) ?? [])).toEqual([1, 1, 1]);
  parameters.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

it('survives a tidy that it is used in', () => {
  const parameters = new ParameterVector(layout, tf.zeros([8]));
  tf.tidy(() => parameters.replace(tf.ones([8])));
  expect(parameters.views.every((view) => !view.isDisposed)).toBe(true);
  expect(parameters.values.isDisposed).toBe(false);
  parameters.dispose();
});

it('disposes of values that it refuses, and keeps those it has', () => {
  const before = tf.memory().numTensors;
  expect(thrownCode(() => new ParameterVector(layout, tf.zeros([7])))).toBe('ERR_SHAPE');
  expect(tf.memory().numTensors).toBe(before);
  const parameters = new ParameterVector(layout, tf.zeros([8]));
  const alive = tf.memory().numTensors;
  expect(thrownCode(() => parameters.replace(tf.zeros([9])))).toBe('ERR_SHAPE');
  expect(tf.memory().numTensors).toBe(alive);
  expect(parameters.values.isDisposed).toBe(false);
  parameters.dispose();
});
