import * as tf from '@tensorflow/tfjs';
import { parameterLayout, useBackend } from '@causal-mechanisms/tensor-utils';
import { ParameterGroup } from '../../src/training/parameterGroup.ts';

beforeAll(() => useBackend());

const layout = parameterLayout([{ name: 'weight', shape: [2] }]);
const adam = { learningRate: 0.1, beta1: 0 };

it('moves by its optimiser, and the average a part of the way', async () => {
  const before = tf.memory().numTensors;
  const group = new ParameterGroup(layout, Float32Array.of(1, -2), { adam, average: 0.75 });
  const gradient = tf.tensor1d([4, -4]);
  group.apply(gradient);
  const [moved, used] = [await group.vector.values.data(), await group.used.values.data()];
  // The first step of Adam has the length of the step size.
  expect(moved[0]).toBeCloseTo(0.9, 5);
  expect(moved[1]).toBeCloseTo(-1.9, 5);
  expect(used[0]).toBeCloseTo(0.975, 5);
  expect(used[1]).toBeCloseTo(-1.975, 5);
  expect(Object.keys(group.state('encoder'))).toEqual(['encoder', 'encoderAdam', 'encoderAverage']);
  gradient.dispose();
  group.dispose();
  expect(group.used.values.isDisposed).toBe(false);
  group.used.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

it('gives its own parameters where nothing is averaged', () => {
  const group = new ParameterGroup(layout, Float32Array.of(1, -2), { adam, average: null });
  expect(group.used).toBe(group.vector);
  group.dispose();
  expect(group.vector.values.isDisposed).toBe(false);
  group.vector.dispose();
});

it('may be empty', () => {
  const before = tf.memory().numTensors;
  const group = new ParameterGroup(parameterLayout([]), new Float32Array(0), {
    adam,
    average: null,
  });
  const gradient = tf.tensor1d([]);
  group.apply(gradient);
  expect(group.vector.views).toHaveLength(0);
  expect(Object.keys(group.state('map'))).toEqual(['map']);
  tf.dispose(gradient);
  group.dispose();
  group.vector.dispose();
  expect(tf.memory().numTensors).toBe(before);
});
