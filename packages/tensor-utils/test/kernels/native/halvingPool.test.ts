import { RandomStream } from '@causal-mechanisms/tensor-utils';
import {
  eluGradient,
  halvingPoolEluGradient,
  halvingPoolGradient,
} from '@causal-mechanisms/tensor-utils/kernels';
import * as tf from '@tensorflow/tfjs';
import {
  halvingPool,
  halvingPoolGradient as poolGradient,
} from '../../../src/kernels/native/halvingPool.ts';
import type { NativeKernel } from '../../../src/kernels/native/nativeBackend.ts';
import { difference } from './convolutionProblem.ts';
import { useNativeKernels } from './useNativeKernels.ts';

type Shape = [n: number, height: number, width: number, channels: number];

const isBuilt = await useNativeKernels();

const maxPool = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid');

/** Means and maxima of 2x2 pixels, and the gradients that belong to them, by definition. */
function byDefinition([n, height, width, channels]: Shape, x: Float32Array, dy: Float32Array) {
  const [rows, columns] = [Math.floor(height / 2), Math.floor(width / 2)];
  const y = new Float32Array(n * rows * columns * channels);
  const [dx, most, dMost] = [new Float32Array(x.length), y.slice(), new Float32Array(x.length)];
  for (let i = 0; i < y.length; i++) {
    const c = i % channels;
    const column = Math.floor(i / channels) % columns;
    const row = Math.floor(i / channels / columns) % rows;
    const image = Math.floor(i / channels / columns / rows);
    let [sum, first] = [0, NaN];
    for (const [r, k] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ] as const) {
      const at = ((image * height + 2 * row + r) * width + 2 * column + k) * channels + c;
      sum += x[at] ?? NaN;
      dx[at] = (dy[i] ?? NaN) / 4;
      if (Number.isNaN(first) || (x[at] ?? NaN) > (x[first] ?? NaN)) first = at;
    }
    y[i] = sum / 4;
    most[i] = x[first] ?? NaN;
    dMost[first] = dy[i] ?? NaN;
  }
  return { y, dx, most, dMost };
}

(isBuilt ? describe : describe.skip)('native halving pools', () => {
  it.each<[Shape]>([
    [[2, 4, 6, 16]],
    [[3, 8, 8, 32]],
    [[1, 2, 2, 1]],
    [[2, 5, 7, 19]],
    [[3, 3, 2, 5]],
    [[33, 32, 32, 64]], // large enough to be written past the cache
  ])('have the means of %j and their gradients', async (shape) => {
    const stream = new RandomStream(5);
    const x = tf.tensor4d(stream.uniforms(tf.util.sizeFromShape(shape), -1, 1), shape);
    const y = tf.avgPool(x, 2, 2, 'valid');
    const dy = tf.tensor4d(stream.uniforms(y.size, -1, 1), y.shape);
    const [values, gradient] = [await x.data<'float32'>(), await dy.data<'float32'>()];
    const expected = byDefinition(shape, values, gradient);
    expect(difference(await y.data(), expected.y)).toBeLessThanOrEqual(5e-7);
    const most = tf.maxPool(x, 2, 2, 'valid');
    expect(difference(await most.data(), expected.most)).toBe(0);
    const dMost = tf.grad(maxPool)(x, dy);
    expect(difference(await dMost.data(), expected.dMost)).toBe(0);
    const dx = halvingPoolGradient(dy, x);
    expect(difference(await dx.data(), expected.dx)).toBe(0);
    const throughElu = halvingPoolEluGradient(dy, x);
    const twoSteps = eluGradient(dx, x);
    expect(difference(await throughElu.data(), await twoSteps.data())).toBe(0);
    tf.dispose([x, y, dy, dx, throughElu, twoSteps, most, dMost]);
  });

  it('give the gradient of equal maxima to the first, and take a NaN for the largest', async () => {
    const x = tf.tensor4d([2, 2, 1, 2, 5, 0, 7, NaN], [1, 2, 4, 1]);
    const y = tf.maxPool(x, 2, 2, 'valid');
    expect([...(await y.data())]).toEqual([5, NaN]);
    const flat = tf.tensor4d([0, 0, 3, 1, 0, 0, 2, 3], [1, 2, 4, 1]);
    const dy = tf.tensor4d([1, 4], [1, 1, 2, 1]);
    const dx = tf.grad(maxPool)(flat, dy);
    expect([...(await dx.data())]).toEqual([1, 0, 4, 0, 0, 0, 0, 0]);
    const holes = tf.tensor4d([1, NaN, 0, 5, 9, NaN, NaN, 7], [1, 2, 4, 1]);
    const throughNaN = tf.grad(maxPool)(holes, dy);
    expect([...(await throughNaN.data())]).toEqual([0, 1, 0, 0, 0, 0, 4, 0]);
    tf.dispose([x, y, flat, dy, dx, holes, throughNaN]);
  });

  it('have nothing to pool of one row, as TensorFlow', async () => {
    const x = tf.ones<tf.Rank.R4>([2, 1, 4, 3]);
    const dy = tf.zeros<tf.Rank.R4>([2, 0, 2, 3]);
    const dx = halvingPoolGradient(dy, x);
    expect(difference(await dx.data(), new Float32Array(24))).toBe(0);
    tf.dispose([x, dy, dx]);
  });

  it.each([
    ['of 3x3 pixels', { filterSize: 3, strides: 2, pad: 'valid' }],
    ['of 2x2 pixels that overlap', { filterSize: 2, strides: 1, pad: 'valid' }],
    ['that reach over the border', { filterSize: 2, strides: 2, pad: 'same' }],
    ['whose border is rounded up', { filterSize: 2, strides: 2, pad: 0, dimRoundingMode: 'ceil' }],
  ] as const)('leave pools %s to the stock kernels', (_, attributes) => {
    const x = tf.ones<tf.Rank.R4>([1, 5, 5, 2]);
    const asked: string[] = [];
    const stock =
      (name: string): NativeKernel =>
      () => {
        asked.push(name);
        return x;
      };
    const attrs: unknown = attributes;
    const call = { backend: tf.backend(), attrs: attrs as tf.NamedAttrMap };
    halvingPool(stock('pool'), 'CausalHalvingMaxPool')({ ...call, inputs: { x } });
    poolGradient(
      stock('gradient'),
      'CausalHalvingMaxPoolGrad',
    )({ ...call, inputs: { dy: x, input: x } });
    expect(asked).toEqual(['pool', 'gradient']);
    x.dispose();
  });
});
