import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient, expectLeakFree } from '@causal-mechanisms/test-utils';
import { denseMap, doublingMap, halvingMap } from '../../../src/frames/network/linearMaps.ts';
import { normalisedBlock, plainBlock } from '../../../src/frames/network/normalisedBlock.ts';
import type { BlockActivation } from '../../../src/frames/network/normalisedBlock.ts';
import { difference } from '../../cores/rims/forms.ts';
import { normals } from '../../cores/coreChecks.ts';

beforeAll(() => useBackend());

const parameters = (kernelShape: number[], outputs: number) => ({
  kernel: tf.tensor(new RandomStream(2).normals(tf.util.sizeFromShape(kernelShape)), kernelShape),
  bias: normals<tf.Rank.R1>([outputs], 3),
  gamma: normals<tf.Rank.R1>([outputs], 4).add<tf.Tensor1D>(1),
  beta: normals<tf.Rank.R1>([outputs], 5),
});

it('normalises each row by itself over all of its places and channels', async () => {
  const x = normals<tf.Rank.R4>([2, 4, 4, 2], 1);
  const { kernel, ...given } = parameters([4, 4, 2, 3], 3);
  const y = normalisedBlock(halvingMap, x, { kernel, ...given }, { activation: 'elu' });
  const activated = tf
    .conv2d(x, kernel as tf.Tensor4D, 2, 'same')
    .add<tf.Tensor4D>(given.bias)
    .elu();
  const { mean, variance } = tf.moments(activated, [1, 2, 3], true);
  const expected = activated
    .sub(mean)
    .div(variance.add(1e-5).sqrt())
    .mul(given.gamma)
    .add(given.beta);
  expect(y.shape).toEqual([2, 2, 2, 3]);
  expect(await difference(y, expected)).toBeLessThan(1e-4);
});

it.each<BlockActivation>(['elu', 'relu'])(
  'has the gradient of dense layers with %s',
  async (activation) => {
    const { kernel, bias, gamma, beta } = parameters([3, 5], 5);
    const weights = normals<tf.Rank.R2>([4, 5], 6);
    await expectGradient(
      (x, k, b, g, o) =>
        normalisedBlock(
          denseMap,
          x as tf.Tensor2D,
          {
            kernel: k,
            bias: b as tf.Tensor1D,
            gamma: g as tf.Tensor1D,
            beta: o as tf.Tensor1D,
          },
          { activation },
        )
          .mul(weights)
          .sum(),
      [normals<tf.Rank.R2>([4, 3], 7), kernel, bias, gamma, beta],
      { step: 0.003, floor: 1e-3 },
    );
  },
);

it.each([
  ['halving', halvingMap, [2, 4, 4, 2], 4],
  ['doubling', doublingMap, [2, 2, 2, 2], 16],
] as const)('has the gradient of %s maps', async (_, map, shape, places) => {
  const { kernel, bias, gamma, beta } = parameters([4, 4, 2, 3], 3);
  const weights = normals<tf.Rank.R2>([2, places * 3], 6);
  await expectGradient(
    (x, k, b, g, o) =>
      normalisedBlock(
        map,
        x as tf.Tensor4D,
        {
          kernel: k,
          bias: b as tf.Tensor1D,
          gamma: g as tf.Tensor1D,
          beta: o as tf.Tensor1D,
        },
        { activation: 'elu' },
      )
        .reshape(weights.shape)
        .mul(weights)
        .sum(),
    [normals([...shape], 7), kernel, bias, gamma, beta],
    { step: 0.005, floor: 2e-3 },
  );
});

it('has the same gradients in the parameters where its input is data, and none in that', async () => {
  const x = normals<tf.Rank.R4>([2, 4, 4, 1], 1);
  const given = parameters([4, 4, 1, 3], 3);
  const all = [given.kernel, given.bias, given.gamma, given.beta];
  const gradients = (isData: boolean) =>
    tf.grads((k, b, g, o) =>
      normalisedBlock(
        halvingMap,
        x,
        {
          kernel: k,
          bias: b as tf.Tensor1D,
          gamma: g as tf.Tensor1D,
          beta: o as tf.Tensor1D,
        },
        { activation: 'elu', isData },
      )
        .square()
        .mul(0.5)
        .add(1)
        .log()
        .sum(),
    )(all);
  const [whole, parts] = [gradients(false), gradients(true)];
  for (const [i, gradient] of whole.entries()) {
    expect(await difference(gradient, parts[i] as tf.Tensor)).toBeLessThan(1e-5);
  }
});

it('plain blocks are the product and its bias, with their gradients', async () => {
  const kernel = normals<tf.Rank.R4>([4, 4, 2, 3], 2);
  const bias = normals<tf.Rank.R1>([3], 3);
  const x = normals<tf.Rank.R4>([2, 3, 3, 2], 1);
  const y = plainBlock(doublingMap, x, { kernel, bias });
  expect(await difference(y, doublingMap.apply(x, kernel).add(bias))).toBe(0);
  const weights = normals(y.shape, 6);
  await expectGradient(
    (a, k, b) =>
      plainBlock(doublingMap, a as tf.Tensor4D, { kernel: k, bias: b as tf.Tensor1D })
        .mul(weights)
        .sum(),
    [x, kernel, bias],
    { floor: 2e-3 },
  );
});

it('leaves nothing behind', async () => {
  const given = parameters([3, 5], 5);
  const x = normals<tf.Rank.R2>([4, 3], 7);
  await expectLeakFree(() => {
    tf.dispose(
      tf.grads((a, k) =>
        normalisedBlock(
          denseMap,
          a as tf.Tensor2D,
          { ...given, kernel: k },
          { activation: 'relu' },
        ).sum(),
      )([x, given.kernel]),
    );
  });
});
