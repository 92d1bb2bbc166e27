import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import {
  blockStatistics,
  expertLayout,
  expertViews,
} from '../../../src/networks/kinds/convolutionalNetwork.ts';
import { drawParameters } from '../../../src/networks/initialisation.ts';
import { parameterTensors } from '../../support.ts';

beforeAll(() => useBackend());

const layout = expertLayout(5, 2);
const parameters = () =>
  parameterTensors(layout, drawParameters(layout, new RandomStream(8), 'uniform'));

it.each([
  [32, 28_481],
  [64, 112_257],
  [128, 445_697],
])('has 27 F^2 + 26 F + 1 parameters: F = %d, %d', (filters, count) => {
  expect(expertLayout(filters, 1).length).toBe(count);
  expect(27 * filters ** 2 + 26 * filters + 1).toBe(count);
});

it('lays its parameters out block by block', () => {
  expect(layout.specs.map(({ name }) => name)).toEqual([
    ...[1, 2, 3, 4].flatMap((b) => [`conv${b}/kernel`, `norm${b}/gamma`, `norm${b}/beta`]),
    'output/kernel',
    'output/bias',
  ]);
});

it('names its parameters by role', () => {
  const { blocks, outputKernel, outputBias } = expertViews(parameters());
  expect(blocks.map(({ kernel }) => kernel.shape)).toEqual([
    [3, 3, 2, 5],
    [3, 3, 5, 5],
    [3, 3, 5, 5],
    [3, 3, 5, 5],
  ]);
  expect(outputKernel.shape).toEqual([3, 3, 5, 2]);
  expect(outputBias.shape).toEqual([2]);
  expect(thrownCode(() => expertViews(parameters().slice(1)))).toBe('ERR_SHAPE');
});

it('finds the statistics of a block: all means come before all variances', async () => {
  // Four blocks of two filters.
  const statistics = tf.tensor1d(Float32Array.from({ length: 16 }, (_, i) => i));
  for (const block of [0, 3]) {
    const { mean, variance } = blockStatistics(statistics, block);
    expect(Array.from(await mean.data())).toEqual([2 * block, 2 * block + 1]);
    expect(Array.from(await variance.data())).toEqual([8 + 2 * block, 9 + 2 * block]);
  }
});
