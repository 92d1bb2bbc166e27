import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { phaseKernel, phaseKernelGradient } from '../../../src/frames/network/phaseKernel.ts';
import { normals } from '../../cores/coreChecks.ts';

beforeAll(() => useBackend());

it('counts the taps that fall on each pixel', async () => {
  const phases = await phaseKernel(tf.ones([4, 4, 1, 1])).array();
  const phase = (p: number) => phases.map((row) => row.map((cell) => cell[0]?.[p]));
  expect(phase(0)).toEqual([
    [1, 2, 1],
    [2, 4, 2],
    [1, 2, 1],
  ]);
  expect(phase(1)).toEqual([
    [0, 2, 2],
    [0, 4, 4],
    [0, 2, 2],
  ]);
  expect(phase(2)).toEqual([
    [0, 0, 0],
    [2, 4, 2],
    [2, 4, 2],
  ]);
  expect(phase(3)).toEqual([
    [0, 0, 0],
    [0, 4, 4],
    [0, 4, 4],
  ]);
});

it('has the gradient of a linear map: the two products are the same', async () => {
  const kernel = normals<tf.Rank.R4>([4, 4, 2, 3], 1);
  const direction = normals<tf.Rank.R4>([3, 3, 2, 12], 2);
  const [forward = NaN] = await phaseKernel(kernel).mul(direction).sum().data();
  const [backward = NaN] = await phaseKernelGradient(direction).mul(kernel).sum().data();
  expect(forward).toBeCloseTo(backward, 3);
  expect(Math.abs(forward)).toBeGreaterThan(0.1);
});
