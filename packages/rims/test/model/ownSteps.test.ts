import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { countedRows, lastSteps, silencePadding } from '../../src/model/ownSteps.ts';

beforeAll(() => useBackend());

const LENGTHS = Int32Array.of(3, 1);

it('takes the output of the own last step, and hands the gradient back to it alone', async () => {
  const outputs = tf.range(0, 12).reshape<tf.Tensor3D>([3, 2, 2]);
  // Sequence 0 ends at step 2, rows 8 9; sequence 1 at step 0, rows 2 3.
  expect(Array.from(await lastSteps(outputs, LENGTHS).data())).toEqual([8, 9, 2, 3]);
  expect(Array.from(await lastSteps(outputs).data())).toEqual([8, 9, 10, 11]);
  expect(lastSteps(outputs, LENGTHS).shape).toEqual([1, 2, 2]);
  const gradient = tf.grad((x) =>
    lastSteps(x as tf.Tensor3D, LENGTHS)
      .square()
      .sum(),
  )(outputs);
  expect(Array.from(await gradient.data())).toEqual([0, 0, 4, 6, 0, 0, 0, 0, 16, 18, 0, 0]);
  await expectLeakFree(() => {
    lastSteps(outputs, LENGTHS).dispose();
  });
});

it('lists the rows that count, from the end of each sequence', () => {
  const counts = { steps: 3, size: 2, lengths: LENGTHS };
  expect(Array.from(countedRows(counts, 3))).toEqual([0, 1, 2, 4]);
  expect(Array.from(countedRows(counts, 2))).toEqual([1, 2, 4]);
  expect(Array.from(countedRows(counts, 1))).toEqual([1, 4]);
});

it('silences what is said behind the end', () => {
  const said = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
  const heard = silencePadding(said, { steps: 3, size: 2, lengths: LENGTHS });
  expect(Array.from(heard)).toEqual([1, 2, 3, 4, 5, 6, 0, 0, 9, 10, 0, 0]);
});
