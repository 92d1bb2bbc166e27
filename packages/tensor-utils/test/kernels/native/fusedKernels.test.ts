import { RandomStream } from '@causal-mechanisms/tensor-utils';
import {
  batchNormEluTrain,
  batchNormGradient,
  batchNormTrain,
  channelSum,
  eluGradient,
  scatterRows,
} from '@causal-mechanisms/tensor-utils/kernels';
import * as tf from '@tensorflow/tfjs';
import { composedForward, composedGradient } from '../../../src/kernels/composedBatchNorm.ts';
import { difference } from './convolutionProblem.ts';
import { useNativeKernels } from './useNativeKernels.ts';

const isBuilt = await useNativeKernels();

(isBuilt ? describe : describe.skip)('native fused kernels', () => {
  it('normalise and activate in one', async () => {
    const stream = new RandomStream(17);
    const x = tf.tensor4d(stream.normals(2 * 35 * 19, 3), [2, 5, 7, 19]);
    const [gamma, beta] = [tf.tensor1d(stream.normals(19)), tf.tensor1d(stream.normals(19))];
    const fused = batchNormEluTrain(x, gamma, beta);
    const plain = batchNormTrain(x, gamma, beta);
    const expected = Float32Array.from(await plain.y.data(), (value) =>
      value > 0 ? value : Math.expm1(value),
    );
    expect(difference(await fused.y.data(), expected)).toBeLessThanOrEqual(1e-6);
    expect(difference(await fused.variance.data(), await plain.variance.data())).toBe(0);
    tf.dispose([x, gamma, beta]);
    for (const { y, mean, variance, saved } of [fused, plain]) {
      tf.dispose([y, mean, variance, ...saved]);
    }
  });

  it('have the exponential linear unit and its gradient, also of NaN and far out', async () => {
    const values = [-200, -88, -31, -17, -1, -1e-4, -1e-8, 0, 1e-8, 2, 1e30, NaN];
    const x = tf.tensor1d([...values, ...values]);
    const y = tf.elu(x);
    const expected = [...values, ...values].map((value) => (value > 0 ? value : Math.expm1(value)));
    (await y.data()).forEach((value, i) => {
      const wanted = expected[i] ?? NaN;
      if (Number.isNaN(wanted)) expect(value).toBeNaN();
      else expect(Math.abs(value - wanted)).toBeLessThanOrEqual(2e-7 * Math.abs(wanted));
    });
    const gradient = eluGradient(tf.fill([5], 4), tf.tensor1d([-0.5, 0, 2, -1, -0.25]));
    expect([...(await gradient.data())]).toEqual([2, 4, 4, 0, 3]);
    tf.dispose([x, y, gradient]);
  });

  it.each([[[600, 1, 1, 32]], [[5, 3, 3, 16]], [[4, 4, 4, 5]], [[7, 1, 1, 23]], [[300, 8, 8, 70]]])(
    'normalise %j as the composed form does',
    async (shape) => {
      const size = shape as [number, number, number, number];
      const stream = new RandomStream(11);
      const normal = (count: number, mean: number) => stream.normals(count, mean);
      const x = tf.tensor4d(normal(tf.util.sizeFromShape(shape), 30), size);
      const dy = tf.tensor4d(normal(x.size, 0), size);
      const gamma = tf.tensor1d(normal(size[3], 1));
      const beta = tf.tensor1d(normal(size[3], 0));
      const forward = batchNormTrain(x, gamma, beta);
      const { dx, dGamma, dBeta } = batchNormGradient(dy, x, gamma, forward.saved);
      const [y, mean, variance] = composedForward(x, gamma, beta, 1e-5);
      const oracle = composedGradient(dy, x, gamma, mean, variance, 1e-5);
      const pairs: [tf.Tensor, tf.Tensor][] = [
        [forward.y, y],
        [forward.mean, mean],
        [dx, oracle[0]],
        [dGamma, oracle[1]],
        [dBeta, oracle[2]],
        [channelSum(dy), oracle[2]],
      ];
      for (const [actual, expected] of pairs) {
        const [found, wanted] = await Promise.all([actual.data(), expected.data()]);
        expect(difference(found, wanted)).toBeLessThanOrEqual(1e-4);
      }
      tf.dispose([x, dy, gamma, beta, y, mean, variance, oracle, pairs, forward.variance]);
      tf.dispose([...forward.saved]);
    },
  );

  it('have steps, of NaN as well, and leave others to the stock kernel', async () => {
    const x = tf.tensor1d([-2, -0, 0, 1e-30, 3, NaN, -Infinity, Infinity]);
    const [plain, sloped] = [tf.step(x), tf.step(x, 0.5)];
    expect([...(await plain.data())]).toEqual([0, 0, 0, 1, 1, NaN, 0, 1]);
    expect([...(await sloped.data())]).toEqual([0.5, 0.5, 0.5, 1, 1, NaN, 0.5, 1]);
    tf.dispose([x, plain, sloped]);
  });

  it.each([
    ['outside the batch', [0, 3]],
    ['before its beginning', [-1, 1]],
    ['named twice', [2, 2]],
  ])('refuse a row %s', (_, places) => {
    const [values, like] = [tf.ones([2, 5]), tf.ones([3, 5])];
    const rows = tf.tensor1d(places, 'int32');
    expect(() => scatterRows(values, rows, like)).toThrow(
      /a row is (outside the batch|named twice)/,
    );
    tf.dispose([values, like, rows]);
  });
});
