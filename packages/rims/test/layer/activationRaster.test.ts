import { useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { activationRaster, checkInputValues } from '../../src/layer/activationRaster.ts';
import type { SequenceInput } from '../../src/cores/sequenceInput.ts';

beforeAll(() => useBackend());

it('is the same as plain data', async () => {
  const activation = tf.tensor3d([1, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 1], [3, 2, 2]);
  expect(await activationRaster(activation)).toEqual({
    steps: 3,
    batch: 2,
    modules: 2,
    values: Uint8Array.of(1, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 1),
  });
  expect(activation.isDisposed).toBe(false);
});

describe('checkInputValues', () => {
  const check = (input: SequenceInput) => checkInputValues('test', input);
  const vectors = (...values: number[]) => tf.tensor3d(values, [values.length, 1, 1]);
  const rows = (...numbers: number[]) => ({
    table: tf.tensor2d([1, 2, 3, 4], [2, 2]),
    indices: tf.tensor2d(numbers, [numbers.length, 1], 'int32'),
  });

  it('takes finite numbers, and rows that there are', async () => {
    await expect(check(vectors(0, -1, 3e38))).resolves.toBeUndefined();
    await expect(check(rows(0, 1))).resolves.toBeUndefined();
  });

  it.each<[string, () => SequenceInput, string]>([
    ['NaN', () => vectors(0, NaN), 'test: expected finite numbers, got NaN at place 1'],
    ['infinity', () => vectors(Infinity), 'test: expected finite numbers, got Infinity at place 0'],
    [
      'a table with NaN',
      () => ({ ...rows(0), table: tf.tensor2d([1, NaN], [1, 2]) }),
      'test: expected finite numbers, got NaN at place 1',
    ],
    [
      'a row too many',
      () => rows(0, 2),
      'test: expected rows from 0 to 1 of the table, got 2 at place 1',
    ],
    [
      'a row before the first',
      () => rows(-1),
      'test: expected rows from 0 to 1 of the table, got -1 at place 0',
    ],
  ])('refuses %s', async (_, input, message) => {
    await expect(check(input())).rejects.toMatchObject({ code: 'ERR_VALUES', message });
  });
});
