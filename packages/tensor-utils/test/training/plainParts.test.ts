import * as z from 'zod';
import { jsonPart, numbersPart, RandomStream, streamPart } from '../../src/index.ts';
import { array, refuses, stored } from './savedParts.ts';

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
