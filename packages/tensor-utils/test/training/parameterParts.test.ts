import * as tf from '@tensorflow/tfjs';
import {
  adamPart,
  FlatAdam,
  parameterLayout,
  parametersPart,
  ParameterVector,
  useBackend,
} from '../../src/index.ts';
import { array, refuses, stored, values } from './savedParts.ts';

beforeAll(() => useBackend());

it('keeps parameters', async () => {
  const layout = parameterLayout([{ name: 'weight', shape: [2] }]);
  const vector = new ParameterVector(layout, tf.tensor1d([1, 2]));
  const part = parametersPart(vector);
  const saved = await stored(part);
  expect(saved).toEqual({ arrays: { values: array(1, 2) } });
  vector.replace(tf.tensor1d([8, 9]));
  part.restore(saved);
  expect(await values(vector.values)).toEqual([1, 2]);
  refuses(part, {}, /nothing of values instead of 2 \[2\]/);
  refuses(part, { arrays: { values: array(1, 2, 3) } }, /3 numbers \[3\] of values instead of 2/);
  refuses(part, { arrays: { values: { ...array(1), shape: [2] } } }, /1 numbers \[2\]/);
  vector.dispose();
});

it('keeps both moments of an optimiser and its updates', async () => {
  const adam = new FlatAdam(1, { learningRate: 0.1 });
  const gradient = tf.tensor1d([2]);
  const place = tf.tensor1d([0]);
  const step = () => adam.update(place, gradient);
  step().dispose();
  const part = adamPart(adam);
  const saved = await stored(part);
  expect(saved.json).toEqual({ steps: 1 });
  const expected = step();
  part.restore(saved);
  const again = step();
  expect(adam.steps).toBe(2);
  expect(await values(again)).toEqual(await values(expected));
  const { first, second } = saved.arrays ?? {};
  refuses(part, { arrays: {}, json: { steps: 1 } }, /nothing of first/);
  refuses(part, { arrays: { first: first ?? array() }, json: { steps: 1 } }, /nothing of second/);
  for (const json of [null, {}, { steps: -1 }, { steps: 0.5 }]) {
    const arrays = { first: first ?? array(), second: second ?? array() };
    refuses(part, { arrays, json }, /steps must be an integer of at least 0/);
  }
  tf.dispose([gradient, place, expected, again]);
  adam.dispose();
});
