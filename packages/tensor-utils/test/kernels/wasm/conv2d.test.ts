import * as tf from '@tensorflow/tfjs';
import { conv2d, fusedConv2d } from '../../../src/kernels/wasm/conv2d.ts';
import type { SimdProvider } from '../../../src/kernels/wasm/simd/simdKernels.ts';
import { runKernel, useWasmKernels } from './wasmKernels.ts';

beforeAll(useWasmKernels);

const same = { strides: 1, pad: 'same', dataFormat: 'NHWC', dilations: 1 };

/** Sums the window of every pixel: eight channels of ones, the first of eight filters weighs them by one. */
const countingFilter = () =>
  tf.tensor4d(
    Array.from({ length: 9 * 64 }, (_, i) => Number(i % 8 === 0)),
    [3, 3, 8, 8],
  );

describe('Conv2D', () => {
  it('sums over the window, and over zeros around the image', async () => {
    const inputs = { x: tf.ones([1, 3, 3, 8]), filter: countingFilter() };
    const { shape, values } = await runKernel('Conv2D', inputs, same);
    expect(shape).toEqual([1, 3, 3, 8]);
    const first = values.filter((_, i) => i % 8 === 0);
    const expected = [4, 6, 4, 6, 9, 6, 4, 6, 4].map((pixels) => 8 * pixels);
    first.forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? NaN, 3));
    expect(Math.max(...values.filter((_, i) => i % 8 > 0).map(Math.abs))).toBeLessThan(1e-4);
  });

  it('weighs the taps in their order', async () => {
    const filter = tf.tensor4d(
      Array.from({ length: 72 }, (_, i) => (i % 8 === 0 ? i / 8 + 1 : 0)),
      [3, 3, 1, 8],
    );
    const x = tf.tensor4d([1, 0, 0, 0, 0, 10, 0, 0, 0], [1, 3, 3, 1]);
    const { values } = await runKernel('Conv2D', { x, filter }, { ...same, pad: 'valid' });
    expect(values[0]).toBeCloseTo(1 * 1 + 10 * 6, 4); // taps 1 and 6 of 1 to 9
  });
});

describe('FusedConv2D', () => {
  it('adds a bias per filter', async () => {
    const inputs = {
      x: tf.ones([1, 3, 3, 8]),
      filter: countingFilter(),
      bias: tf.tensor1d([1, 2, 3, 4, 5, 6, 7, 8]),
    };
    const { values } = await runKernel('FusedConv2D', inputs, { ...same, activation: 'linear' });
    [73, 2, 3, 4, 5, 6, 7, 8].forEach((value, f) =>
      expect(values[4 * 8 + f]).toBeCloseTo(value, 3),
    );
  });
});

describe('the stock kernel', () => {
  /** Which kernel a convolution of these sizes asks for. */
  function asked(
    maker: typeof conv2d,
    channels: number,
    filters: number,
    attributes: object,
    bias?: number,
  ): string {
    const simd: SimdProvider = () => {
      throw new Error('SIMD');
    };
    const tensor = (shape: number[]): tf.TensorInfo => ({ dataId: {}, shape, dtype: 'float32' });
    const kernel = maker((name) => {
      throw new Error(name);
    }, simd);
    const backend = {
      dataIdMap: { get: () => ({ memoryOffset: 8 }) },
      makeOutput: tensor,
    };
    const inputs = {
      x: tensor([1, 8, 8, channels]),
      filter: tensor([3, 3, channels, filters]),
      ...(bias === undefined ? {} : { bias: tensor([bias]) }),
    };
    try {
      kernel({ inputs, backend, attrs: { ...same, ...attributes } });
    } catch (error) {
      return (error as Error).message;
    }
    return 'none';
  }

  it.each([
    ['whole vectors of channels', 8, 16, {}, 'SIMD'],
    ['channels that fill vectors badly', 3, 10, {}, 'Conv2D'],
    ['few channels', 4, 4, {}, 'Conv2D'],
    ['a stride', 8, 8, { strides: 2 }, 'Conv2D'],
    ['a dilation', 8, 8, { dilations: 2 }, 'Conv2D'],
  ])('serves, or our own: %s', (_what, channels, filters, attributes, kernel) => {
    expect(asked(conv2d, channels, filters, attributes)).toBe(kernel);
  });

  it.each([
    ['a bias', { activation: 'linear' }, 16, 'SIMD'],
    ['no bias', {}, undefined, 'SIMD'],
    ['an activation', { activation: 'relu' }, 16, 'FusedConv2D'],
    ['a bias for all filters', { activation: 'linear' }, 1, 'FusedConv2D'],
  ])('serves fused ones, or our own: %s', (_what, attributes, bias, kernel) => {
    expect(asked(fusedConv2d, 8, 16, attributes, bias)).toBe(kernel);
  });
});
