import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { drawParameters } from '../../../src/networks/initialisation.ts';
import {
  blockStatistics,
  expertLayout,
  expertViews,
} from '../../../src/networks/kinds/convolutionalNetwork.ts';
import {
  convolutionalStages,
  foldConvolutions,
} from '../../../src/networks/kinds/foldedConvolutions.ts';
import { relativeDifference } from '../../autodiff.ts';
import { parameterTensors, randomImages } from '../../support.ts';

beforeAll(() => useBackend());

const images = randomImages(6);
const stream = new RandomStream(10);
const statistics = () =>
  tf.tensor1d([...stream.normals(12, 0, 0.2), ...stream.uniforms(12, 0.1, 0.5)]);

it.each(['batchNormFirst', 'activationFirst'] as const)(
  'is the expert with batch norm of the running statistics: %s',
  async (order) => {
    const layout = expertLayout(3, 2, order);
    const drawn = drawParameters(layout, new RandomStream(9), 'uniform');
    const [own, running, x] = [parameterTensors(layout, drawn), statistics(), images(2, 8, 2)];
    const { blocks, outputKernel, outputBias } = expertViews(own);
    let at: tf.Tensor4D = x;
    blocks.forEach(({ kernel, bias, gamma, beta }, b) => {
      const { mean, variance } = blockStatistics(running, b);
      const convolved = tf.conv2d(at, kernel, 1, 'same');
      const read = bias === undefined ? convolved : tf.elu(convolved.add<tf.Tensor4D>(bias));
      const normed = tf.batchNorm4d(read, mean, variance, beta, gamma, 1e-5);
      at = bias === undefined ? normed.elu() : normed;
    });
    const expected = tf.conv2d(at, outputKernel, 1, 'same').add(outputBias).sigmoid();
    const actual = convolutionalStages(foldConvolutions(own, running)).reduce(
      (at, stage) => stage(at),
      x,
    );
    expect(await relativeDifference(actual, expected)).toBeLessThan(1e-5);
  },
);

it('folds by hand where the activation comes first: kernel and bias stay, then scale and offset', async () => {
  const tiny = expertLayout(1, 1, 'activationFirst');
  const own = parameterTensors(tiny, new Float32Array(tiny.length).fill(2));
  const folded = foldConvolutions(own, tf.tensor1d([0.5, 0.5, 0.5, 0.5, 4, 4, 4, 4]));
  expect(folded).toHaveLength(18);
  const firsts = await Promise.all(folded.slice(0, 4).map((tensor) => tensor.data()));
  [2, 2, 1, 1.5].forEach((value, i) => expect(firsts[i]?.[0]).toBeCloseTo(value, 4));
});

it('folds by hand: scale gamma / sqrt(variance + epsilon)', async () => {
  const tiny = expertLayout(1, 1);
  const own = parameterTensors(tiny, new Float32Array(tiny.length).fill(2));
  // Means 0.5 and variances 4.
  const running = tf.tensor1d([0.5, 0.5, 0.5, 0.5, 4, 4, 4, 4]);
  const folded = foldConvolutions(own, running);
  expect(folded).toHaveLength(10);
  const [firstKernel, firstBias] = folded;
  const [lastKernel, lastBias] = folded.slice(-2);
  // Scale 2 / 2: kernels stay 2, biases are 2 - 0.5.
  expect((await firstKernel?.data())?.[4]).toBeCloseTo(2, 4);
  expect((await firstBias?.data())?.[0]).toBeCloseTo(1.5, 4);
  // The last convolution has no batch norm.
  expect((await lastKernel?.data())?.[0]).toBe(2);
  expect((await lastBias?.data())?.[0]).toBe(2);
});
