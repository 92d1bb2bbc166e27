import * as tf from '@tensorflow/tfjs';
import { runKernel, useWasmKernels } from './wasmKernels.ts';

beforeAll(useWasmKernels);

const halving = { filterSize: [2, 2], strides: [2, 2], pad: 'valid' };
const row = (...values: number[]) => tf.tensor4d(values, [1, 1, values.length, 1]);

describe('MaxPoolGrad', () => {
  it('gives the gradient of a window to its largest value', async () => {
    const x = tf.tensor4d([1, 5, 2, 3, -4, -1, -3, -2], [2, 2, 2, 1]);
    const inputs = { dy: tf.tensor4d([10, 20], [2, 1, 1, 1]), input: x, output: tf.zeros([1]) };
    expect(await runKernel('MaxPoolGrad', inputs, halving)).toEqual({
      shape: [2, 2, 2, 1],
      values: [0, 10, 0, 0, 0, 20, 0, 0],
    });
  });

  it('gives all of it to the first of equal values, as the cpu backend does', async () => {
    const gradient = async () => {
      const dx = tf.tidy(() =>
        tf.grad((x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'))(
          tf.tensor4d([7, 7, 7, 7, 0, 3, 3, 3], [2, 2, 2, 1]),
          tf.tensor4d([10, 20], [2, 1, 1, 1]),
        ),
      );
      const values = [...(await dx.data())];
      dx.dispose();
      return values;
    };
    const expected = [10, 0, 0, 0, 0, 20, 0, 0];
    expect(await gradient()).toEqual(expected);
    await tf.setBackend('cpu');
    const onCpu = await gradient();
    await tf.setBackend('wasm');
    expect(onCpu).toEqual(expected);
  });

  it('adds up where windows overlap, channel by channel', async () => {
    const x = tf.tensor4d([1, 9, 5, 2, 3, 4, 0, 8], [1, 1, 4, 2]); // channels [1, 5, 3, 0] and [9, 2, 4, 8]
    const dy = tf.tensor4d([1, 10, 2, 20, 3, 30], [1, 1, 3, 2]);
    const attributes = { filterSize: [1, 2], strides: 1, pad: 'valid' };
    const { values } = await runKernel('MaxPoolGrad', { dy, input: x, output: x }, attributes);
    expect(values).toEqual([0, 10, 3, 0, 3, 20, 0, 30]);
  });

  it('never gives anything to padding, whatever is smaller than it', async () => {
    const inputs = { dy: row(1, 2), input: row(-5, -6, -7), output: row(0) };
    const attributes = { filterSize: [1, 3], strides: [1, 2], pad: 'same' };
    expect((await runKernel('MaxPoolGrad', inputs, attributes)).values).toEqual([1, 2, 0]);
  });
});

describe('AvgPoolGrad', () => {
  it('shares the gradient of a window among its pixels', async () => {
    const inputs = { dy: tf.tensor4d([8, 4], [2, 1, 1, 1]), input: tf.zeros([2, 2, 2, 1]) };
    expect((await runKernel('AvgPoolGrad', inputs, halving)).values).toEqual([
      2, 2, 2, 2, 1, 1, 1, 1,
    ]);
  });

  it('adds up where windows overlap', async () => {
    const inputs = { dy: row(2, 4), input: row(0, 0, 0) };
    const attributes = { filterSize: [1, 2], strides: 1, pad: 'valid' };
    expect((await runKernel('AvgPoolGrad', inputs, attributes)).values).toEqual([1, 3, 2]);
  });

  it('gives nothing to pixels that no window reaches', async () => {
    const inputs = { dy: row(2, 4), input: row(0, 0, 0, 0, 0) };
    const attributes = { filterSize: [1, 2], strides: [1, 2], pad: 'valid' };
    expect((await runKernel('AvgPoolGrad', inputs, attributes)).values).toEqual([1, 1, 2, 2, 0]);
  });

  it('divides by the number of pixels under a padded window', async () => {
    const inputs = { dy: tf.ones([1, 2, 3, 1]), input: tf.zeros([1, 2, 3, 1]) };
    const attributes = { filterSize: 3, strides: 1, pad: 'same' };
    const { values } = await runKernel('AvgPoolGrad', inputs, attributes);
    // Windows hold 2x2, 2x3, 2x2 pixels in both rows; the middle column is under all of them.
    const side = 2 / 4 + 2 / 6;
    const middle = 2 / 4 + 2 / 6 + 2 / 4;
    [side, middle, side, side, middle, side].forEach((value, i) =>
      expect(values[i]).toBeCloseTo(value, 6),
    );
  });
});
