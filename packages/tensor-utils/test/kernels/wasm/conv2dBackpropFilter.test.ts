import * as tf from '@tensorflow/tfjs';
import { runKernel, useWasmKernels } from './wasmKernels.ts';

beforeAll(useWasmKernels);

const row = (...values: number[]) => tf.tensor4d(values, [1, 1, values.length, 1]);

describe('Conv2DBackpropFilter', () => {
  it('correlates the input with the gradient', async () => {
    const attributes = { strides: 1, pad: 'valid', filterShape: [1, 2, 1, 1] };
    const inputs = { x: row(1, 2, 3), dy: row(10, 100) };
    expect(await runKernel('Conv2DBackpropFilter', inputs, attributes)).toEqual({
      shape: [1, 2, 1, 1],
      values: [1 * 10 + 2 * 100, 2 * 10 + 3 * 100],
    });
  });

  it('leaves out padding, and pixels that no window reached', async () => {
    const padded = { strides: 1, pad: 'same', filterShape: [1, 3, 1, 1] };
    const same = await runKernel(
      'Conv2DBackpropFilter',
      { x: row(1, 2), dy: row(10, 100) },
      padded,
    );
    expect(same.values).toEqual([100, 10 + 200, 20]);
    const strided = { strides: [1, 2], pad: 'valid', filterShape: [1, 1, 1, 1] };
    const inputs = { x: row(1, 2, 3, 4), dy: row(10, 100) };
    expect((await runKernel('Conv2DBackpropFilter', inputs, strided)).values).toEqual([310]);
  });

  it('does the same from top to bottom', async () => {
    const column = (...values: number[]) => tf.tensor4d(values, [1, values.length, 1, 1]);
    const padded = { strides: 1, pad: 'same', filterShape: [3, 1, 1, 1] };
    const inputs = { x: column(1, 2), dy: column(10, 100) };
    expect((await runKernel('Conv2DBackpropFilter', inputs, padded)).values).toEqual([
      100, 210, 20,
    ]);
    const strided = { strides: [3, 1], pad: 'valid', filterShape: [2, 1, 1, 1] };
    const again = { x: column(1, 2, 3, 4, 5, 6), dy: column(10, 100) };
    const { values } = await runKernel('Conv2DBackpropFilter', again, strided);
    expect(values).toEqual([10 + 400, 20 + 500]);
  });

  it('is one matrix product for a filter of one pixel', async () => {
    const attributes = { strides: 1, pad: 'same', filterShape: [1, 1, 2, 2] };
    const inputs = {
      x: tf.tensor4d([1, 2, 3, 4], [1, 1, 2, 2]),
      dy: tf.tensor4d([5, 6, 7, 8], [1, 1, 2, 2]),
    };
    expect(await runKernel('Conv2DBackpropFilter', inputs, attributes)).toEqual({
      shape: [1, 1, 2, 2],
      values: [5 + 3 * 7, 6 + 3 * 8, 2 * 5 + 4 * 7, 2 * 6 + 4 * 8],
    });
  });

  it('counts pixels where everything is one, also by SIMD code', async () => {
    const attributes = { strides: 1, pad: 'same', filterShape: [3, 3, 8, 8] };
    const inputs = { x: tf.ones([1, 4, 5, 8]), dy: tf.ones([1, 4, 5, 8]) };
    const { values } = await runKernel('Conv2DBackpropFilter', inputs, attributes);
    const perTap = [12, 15, 12, 16, 20, 16, 12, 15, 12];
    values.forEach((value, i) => expect(value).toBeCloseTo(perTap[Math.floor(i / 64)] ?? NaN, 3));
  });

  it('names a layout that it does not know', () => {
    const attributes = { strides: 1, pad: 'same', dataFormat: 'NCHW', filterShape: [1, 1, 1, 1] };
    const run = () =>
      tf
        .engine()
        .runKernel(
          'Conv2DBackpropFilter',
          { x: tf.zeros([1, 1, 2, 2]), dy: tf.zeros([1, 1, 2, 2]) },
          attributes,
        );
    expect(() => tf.tidy(run)).toThrow('expected data format NHWC, got NCHW');
  });
});
