import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { manyNormalised, nextDirections } from '../../../src/networks/spectral/manyKernels.ts';
import { imageOf, spectrallyNormalised } from '../../../src/networks/spectral/spectralNorm.ts';
import { normals, numbers } from '../networkRuns.ts';

beforeAll(() => useBackend());

const column = (...values: number[]) => tf.tensor2d(values, [values.length, 1]);
const kernels = () => [
  { kernel: tf.tensor2d([3, 0, 4, 5], [2, 2]), direction: column(1, 0) },
  { kernel: normals<tf.Rank.R4>([3, 3, 2, 4], 1), direction: column(0.5, -0.5, 0.5, 0.5) },
  { kernel: normals<tf.Rank.R2>([5, 1], 2), direction: column(1) },
];

it('normalises each kernel as by itself', async () => {
  const given = kernels();
  const found = manyNormalised(given);
  expect(found.map(({ shape }) => shape)).toEqual(given.map(({ kernel }) => kernel.shape));
  for (const [i, { kernel, direction }] of given.entries()) {
    const expected = await numbers(spectrallyNormalised(kernel, direction));
    const values = await numbers(found[i] ?? kernel);
    expected.forEach((value, j) => {
      expect(values[j]).toBeCloseTo(value, 5);
    });
  }
});

it('moves each direction by W^T W, to length 1', async () => {
  const found = await numbers(nextDirections(kernels()));
  expect(found).toHaveLength(2 + 4 + 1);
  // W^T W (1, 0) = (25, 20).
  expect(found[0]).toBeCloseTo(25 / Math.hypot(25, 20), 5);
  expect(found[1]).toBeCloseTo(20 / Math.hypot(25, 20), 5);
  const [, { kernel, direction } = { kernel: tf.zeros([1]), direction: column(1) }] = kernels();
  const moved = tf.matMul(kernel.reshape([18, 4]), imageOf(kernel, direction), true, false);
  const expected = await numbers(moved.div(moved.norm()));
  expected.forEach((value, j) => {
    expect(found[2 + j]).toBeCloseTo(value, 5);
  });
  expect(found[6]).toBeCloseTo(1, 6);
});

it('survives kernels of zeros, and the absence of kernels', async () => {
  const none = [{ kernel: tf.zeros([2, 2]), direction: column(1, 0) }];
  const [normalised = tf.ones([1])] = manyNormalised(none);
  expect(await numbers(normalised)).toEqual([0, 0, 0, 0]);
  expect(await numbers(nextDirections(none))).toEqual([0, 0]);
  expect([manyNormalised([]), nextDirections([]).shape]).toEqual([[], [0]]);
});

it('leaves nothing behind', async () => {
  const given = kernels();
  await expectLeakFree(() => {
    tf.dispose([...manyNormalised(given), nextDirections(given)]);
  });
});
