import * as tf from '@tensorflow/tfjs';
import { runKernel, useWasmKernels } from './wasmKernels.ts';

beforeAll(useWasmKernels);

const row = (...values: number[]) => tf.tensor4d(values, [1, 1, values.length, 1]);
const window = (...values: number[]) => tf.tensor4d(values, [1, values.length, 1, 1]);

describe('Conv2DBackpropInput', () => {
  it('spreads the gradient over the window', async () => {
    const attributes = { strides: 1, pad: 'valid', inputShape: [1, 1, 3, 1] };
    const inputs = { dy: row(10, 100), filter: window(2, 3) };
    expect(await runKernel('Conv2DBackpropInput', inputs, attributes)).toEqual({
      shape: [1, 1, 3, 1],
      values: [20, 30 + 200, 300],
    });
  });

  it('drops what falls on padding', async () => {
    const attributes = { strides: 1, pad: 'same', inputShape: [1, 1, 2, 1] };
    const inputs = { dy: row(10, 100), filter: window(2, 3, 5) };
    const { values } = await runKernel('Conv2DBackpropInput', inputs, attributes);
    expect(values).toEqual([3 * 10 + 2 * 100, 5 * 10 + 3 * 100]);
  });

  it('leaves zeros between the windows of a stride, and behind the last', async () => {
    const attributes = { strides: [1, 3], pad: 'valid', inputShape: [1, 1, 6, 1] };
    const inputs = { dy: row(10, 100), filter: window(2, 3) };
    const { values } = await runKernel('Conv2DBackpropInput', inputs, attributes);
    expect(values).toEqual([20, 30, 0, 200, 300, 0]);
  });

  it('does the same from top to bottom', async () => {
    const dy = tf.tensor4d([10, 100], [1, 2, 1, 1]);
    const filter = tf.tensor4d([2, 3], [2, 1, 1, 1]);
    const attributes = { strides: [3, 1], pad: 'valid', inputShape: [1, 6, 1, 1] };
    const { values } = await runKernel('Conv2DBackpropInput', { dy, filter }, attributes);
    expect(values).toEqual([20, 30, 0, 200, 300, 0]);
  });

  it('is one matrix product for a filter of one pixel', async () => {
    const attributes = { strides: 1, pad: 'same', inputShape: [1, 1, 1, 2] };
    const inputs = {
      dy: tf.tensor4d([10, 100], [1, 1, 1, 2]),
      filter: tf.tensor4d([2, 3, 5, 7], [1, 1, 2, 2]),
    };
    const { values } = await runKernel('Conv2DBackpropInput', inputs, attributes);
    expect(values).toEqual([2 * 10 + 3 * 100, 5 * 10 + 7 * 100]);
  });

  it('counts windows where everything is one, also by SIMD code', async () => {
    const attributes = { strides: 1, pad: 'same', inputShape: [1, 3, 3, 8] };
    const inputs = { dy: tf.ones([1, 3, 3, 8]), filter: tf.ones([3, 3, 8, 8]) };
    const { values } = await runKernel('Conv2DBackpropInput', inputs, attributes);
    const windows = [4, 6, 4, 6, 9, 6, 4, 6, 4];
    values.forEach((value, i) =>
      expect(value).toBeCloseTo(8 * (windows[Math.floor(i / 8)] ?? NaN), 3),
    );
  });
});
