import { ArgumentError, CheckpointError } from '../../src/index.ts';
import { flat, inCheckpoint, storedFloats, storedValues } from '../../src/training/statePart.ts';
import { array } from './savedParts.ts';

it('gives numbers the shape of a list', () => {
  expect(flat(Float32Array.of(1, 2))).toEqual(array(1, 2));
});

it('reads an array of the shape that is asked for', () => {
  const values = Int32Array.of(1, 2, 3, 4);
  const saved = { arrays: { table: { shape: [2, 2], values }, list: array(5) } };
  expect(storedValues(saved, 'table', [2, 2])).toBe(values);
  expect(storedFloats(saved, 'list', [1])).toEqual(Float32Array.of(5));
});

it.each<[string, string, readonly number[], RegExp]>([
  ['another name', 'rows', [2], /^it holds nothing of rows instead of 2 \[2\]$/],
  ['another shape', 'list', [1, 2], /^it holds 2 numbers \[2\] of list instead of 2 \[1, 2\]$/],
  ['fewer values than its shape says', 'short', [3], /^it holds 1 numbers \[3\] of short/],
])('refuses an array of %s', (_, name, shape, message) => {
  const saved = { arrays: { list: array(1, 2), short: { ...array(1), shape: [3] } } };
  expect(() => storedValues(saved, name, shape)).toThrow(CheckpointError);
  expect(() => storedValues(saved, name, shape)).toThrow(message);
});

it('calls what refuses a value a checkpoint that does not fit, and lets other errors through', () => {
  const refused = () => {
    inCheckpoint(() => {
      throw new ArgumentError('too small');
    });
  };
  expect(refused).toThrow(CheckpointError);
  expect(refused).toThrow('too small');
  expect(() => {
    inCheckpoint(() => {
      throw new TypeError('a bug');
    });
  }).toThrow(TypeError);
});
