import * as tf from '@tensorflow/tfjs';
import { runKernel, useWasmKernels } from './wasmKernels.ts';

beforeAll(useWasmKernels);

const row = (...values: number[]) => tf.tensor4d(values, [1, 1, values.length, 1]);

describe('DepthwiseConv2dNativeBackpropFilter', () => {
  it('correlates the input with the gradient', async () => {
    const attributes = { strides: 1, pad: 'valid', filterShape: [1, 2, 1, 1] };
    const inputs = { x: row(1, 2, 3), dy: row(10, 100) };
    expect(await runKernel('DepthwiseConv2dNativeBackpropFilter', inputs, attributes)).toEqual({
      shape: [1, 2, 1, 1],
      values: [1 * 10 + 2 * 100, 2 * 10 + 3 * 100],
    });
  });

  it('keeps channels and their multiples apart', async () => {
    const attributes = { strides: 1, pad: 'valid', filterShape: [1, 1, 2, 2] };
    const inputs = {
      x: tf.tensor4d([3, 5], [1, 1, 1, 2]),
      dy: tf.tensor4d([1, 10, 100, 1000], [1, 1, 1, 4]),
    };
    const { values } = await runKernel('DepthwiseConv2dNativeBackpropFilter', inputs, attributes);
    expect(values).toEqual([3, 30, 500, 5000]);
  });
});

describe('DepthwiseConv2dNativeBackpropInput', () => {
  it('spreads the gradient over the window', async () => {
    const attributes = { strides: 1, pad: 'valid', inputShape: [1, 1, 3, 1] };
    const inputs = { dy: row(10, 100), filter: tf.tensor4d([2, 3], [1, 2, 1, 1]) };
    expect(await runKernel('DepthwiseConv2dNativeBackpropInput', inputs, attributes)).toEqual({
      shape: [1, 1, 3, 1],
      values: [20, 30 + 200, 300],
    });
  });

  it('follows stride, dilation and padding', async () => {
    const attributes = {
      strides: [1, 2],
      pad: 'same',
      dilations: [1, 1],
      inputShape: [1, 1, 4, 1],
    };
    // Padding is on the right alone: windows are pixels 0 to 2, and 2, 3 and one of padding.
    const inputs = { dy: row(1, 10), filter: tf.tensor4d([2, 3, 5], [1, 3, 1, 1]) };
    const { values } = await runKernel('DepthwiseConv2dNativeBackpropInput', inputs, attributes);
    expect(values).toEqual([2, 3, 5 + 20, 30]);
    const dilated = { strides: 1, pad: 'valid', dilations: [1, 2], inputShape: [1, 1, 4, 1] };
    const again = { dy: row(1, 10), filter: tf.tensor4d([2, 3], [1, 2, 1, 1]) };
    expect((await runKernel('DepthwiseConv2dNativeBackpropInput', again, dilated)).values).toEqual([
      2, 20, 3, 30,
    ]);
  });

  it('adds up the multiples of a channel', async () => {
    const attributes = { strides: 1, pad: 'valid', inputShape: [1, 1, 1, 2] };
    const inputs = {
      dy: tf.tensor4d([1, 10, 100, 1000], [1, 1, 1, 4]),
      filter: tf.tensor4d([2, 3, 5, 7], [1, 1, 2, 2]),
    };
    const { values } = await runKernel('DepthwiseConv2dNativeBackpropInput', inputs, attributes);
    expect(values).toEqual([2 + 30, 500 + 7000]);
  });
});
