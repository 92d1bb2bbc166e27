import * as tf from '@tensorflow/tfjs';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import {
  ArgumentError,
  ParameterAverage,
  parameterLayout,
  ParameterVector,
  ShapeError,
  useBackend,
} from '../../src/index.ts';

beforeAll(() => useBackend());

const vectorOf = (...values: number[]) =>
  new ParameterVector(
    parameterLayout([{ name: 'weight', shape: [values.length] }]),
    tf.tensor1d(values),
  );

it('starts at the parameters and follows them by 1 - decay', async () => {
  const parameters = vectorOf(1, -4);
  const average = new ParameterAverage(parameters, 0.75);
  expect(Array.from(await average.vector.values.data())).toEqual([1, -4]);
  parameters.replace(tf.tensor1d([5, 4]));
  average.update(parameters);
  expect(Array.from(await average.vector.values.data())).toEqual([2, -2]);
  average.update(parameters);
  expect(Array.from(await average.vector.values.data())).toEqual([2.75, -0.5]);
  average.dispose();
  expect(Array.from(await parameters.values.data())).toEqual([5, 4]);
  parameters.dispose();
});

it('is what came last with a decay of 0', async () => {
  const parameters = vectorOf(1);
  const average = new ParameterAverage(parameters, 0);
  parameters.replace(tf.tensor1d([7]));
  average.update(parameters);
  expect(Array.from(await average.vector.values.data())).toEqual([7]);
  average.dispose();
  parameters.dispose();
});

it('holds as many tensors after an update as before', async () => {
  await expectLeakFree(() => {
    const parameters = vectorOf(1, 2);
    const average = new ParameterAverage(parameters, 0.5);
    const before = tf.memory().numTensors;
    average.update(parameters);
    expect(tf.memory().numTensors).toBe(before);
    average.dispose();
    parameters.dispose();
  });
});

it.each([-0.1, 1, NaN])('refuses %d as a decay', (decay) => {
  const parameters = vectorOf(1);
  expect(() => new ParameterAverage(parameters, decay)).toThrow(ArgumentError);
  parameters.dispose();
});

it('refuses parameters of another length', () => {
  const [two, three] = [vectorOf(1, 2), vectorOf(1, 2, 3)];
  const average = new ParameterAverage(two, 0.5);
  expect(() => {
    average.update(three);
  }).toThrow(ShapeError);
  for (const one of [two, three, average]) one.dispose();
});
