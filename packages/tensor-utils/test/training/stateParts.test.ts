import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import {
  adamPart,
  CheckpointError,
  FlatAdam,
  jsonPart,
  numbersPart,
  parameterLayout,
  parametersPart,
  ParameterVector,
  RandomStream,
  streamPart,
  tensorPart,
  tensorsPart,
  useBackend,
} from '../../src/index.ts';
import type { SavedPart, StatePart } from '../../src/index.ts';

beforeAll(() => useBackend());

const values = async (tensor: tf.Tensor) => Array.from(await tensor.data());

/** As a disk would give it back. */
const stored = async (part: StatePart): Promise<SavedPart> => structuredClone(await part.save());

function refuses(part: StatePart, saved: SavedPart, message: RegExp): void {
  const before = tf.memory().numTensors;
  expect(() => part.restore(saved)).toThrow(CheckpointError);
  expect(() => part.restore(saved)).toThrow(message);
  expect(tf.memory().numTensors).toBe(before);
}

const array = (...numbers: number[]) => ({
  shape: [numbers.length],
  values: Float32Array.from(numbers),
});

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

it('keeps a stream, which stays the same object', async () => {
  const stream = new RandomStream(5);
  stream.normal();
  const part = streamPart(stream);
  const saved = await stored(part);
  const expected = [stream.normal(), stream.uniform()];
  const other = new RandomStream(6);
  streamPart(other).restore(saved);
  expect(other.seed).toBe(5);
  expect([other.normal(), other.uniform()]).toEqual(expected);
  part.restore(saved);
  expect([stream.normal(), stream.uniform()]).toEqual(expected);
  const state = stream.state();
  refuses(part, {}, /seed/);
  refuses(part, { json: { ...state, words: [0, 0, 0, 0] } }, /words/);
  refuses(part, { json: { seed: 5, words: state.words } }, /spareNormal/);
  expect(stream.state()).toEqual(state);
});

it('keeps a tensor of fixed shape', async () => {
  let held = tf.tensor2d([[1, 2]]);
  const part = tensorPart({
    get: () => held,
    set: (tensor) => {
      held.dispose();
      held = tensor as tf.Tensor2D;
    },
  });
  const saved = await stored(part);
  expect(saved.arrays?.['value']?.shape).toEqual([1, 2]);
  held.dispose();
  held = tf.tensor2d([[7, 7]]);
  part.restore(saved);
  expect(held.shape).toEqual([1, 2]);
  expect(await values(held)).toEqual([1, 2]);
  refuses(
    part,
    { arrays: { value: array(1, 2) } },
    /2 numbers \[2\] of value instead of 2 \[1, 2\]/,
  );
  held.dispose();
});

it('keeps tensors of free names and shapes, also when there are none', async () => {
  let held: Readonly<Record<string, tf.Tensor>> = {
    cell: tf.tensor2d([[1], [2]]),
    sum: tf.scalar(3),
  };
  const part = tensorsPart({
    get: () => held,
    set: (tensors) => {
      tf.dispose(held as tf.TensorContainer);
      held = tensors;
    },
  });
  const saved = await stored(part);
  part.restore({ json: {} });
  expect(held).toEqual({});
  part.restore(saved);
  expect(Object.entries(held).map(([name, { shape }]) => [name, shape])).toEqual([
    ['cell', [2, 1]],
    ['sum', []],
  ]);
  expect(await values(held['cell'] as tf.Tensor)).toEqual([1, 2]);
  const { cell } = saved.arrays ?? {};
  refuses(part, { ...saved, arrays: { cell: cell ?? array() } }, /nothing of sum/);
  refuses(part, { arrays: saved.arrays ?? {} }, /JSON is damaged/);
  tf.dispose(held as tf.TensorContainer);
});

it('keeps numbers in place, doubles bit for bit', async () => {
  const doubles = Float64Array.of(1 / 3, -0, Number.MIN_VALUE, NaN);
  const before = doubles.slice();
  const [part, words] = [numbersPart(doubles), numbersPart(Int32Array.of(7))];
  const saved = await stored(part);
  expect(saved.arrays?.['values']?.shape).toEqual([8]);
  doubles.fill(0);
  part.restore(saved);
  expect(doubles).toEqual(before);
  expect((await stored(words)).arrays?.['values']?.values).toEqual(Int32Array.of(7));
  refuses(
    part,
    { arrays: { values: array(1, 2, 3, 4) } },
    /4 numbers \[4\] of values instead of 8/,
  );
});

it('does not share memory with what it saved', async () => {
  const numbers = Float32Array.of(1);
  const saved = await numbersPart(numbers).save();
  numbers[0] = 2;
  expect(saved.arrays?.['values']?.values[0]).toBe(1);
});

it('keeps plain JSON that fits its schema', async () => {
  let value: readonly number[] = [1, 2];
  const part = jsonPart(z.array(z.number()), {
    get: () => value,
    set: (saved) => {
      value = saved;
    },
  });
  const saved = await stored(part);
  value = [];
  part.restore(saved);
  expect(value).toEqual([1, 2]);
  refuses(part, { json: ['one'] }, /JSON is damaged/);
  refuses(part, {}, /JSON is damaged/);
  expect(value).toEqual([1, 2]);
});
