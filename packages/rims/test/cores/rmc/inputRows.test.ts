import { useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { inputRows, rowsBySteps } from '../../../src/cores/rmc/inputRows.ts';
import { withoutElements } from '../../../src/cores/sequenceInput.ts';

beforeAll(() => useBackend());

it('gives the table of an indexed input and brings rows to the steps', async () => {
  const table = tf.tensor2d([1, 2, 3], [3, 1]);
  const input = { table, indices: tf.tensor2d([2, 0, 1, 1], [2, 2], 'int32') };
  expect(withoutElements(input)).toBe(input);
  expect(inputRows(input)).toBe(table);
  const steps = rowsBySteps(input, table.mul(10));
  expect(steps.map(({ shape }) => shape)).toEqual([
    [2, 1],
    [2, 1],
  ]);
  expect(Array.from(await tf.concat(steps).data())).toEqual([30, 10, 20, 20]);
});

it('gives the vectors of all steps, also with an axis of one element', async () => {
  const input = tf.tensor4d([1, 2, 3, 4, 5, 6], [3, 2, 1, 1]);
  const vectors = withoutElements(input);
  const rows = inputRows(vectors);
  expect(rows.shape).toEqual([6, 1]);
  const [, second] = rowsBySteps(vectors, rows);
  expect(Array.from((await second?.data()) ?? [])).toEqual([3, 4]);
});
