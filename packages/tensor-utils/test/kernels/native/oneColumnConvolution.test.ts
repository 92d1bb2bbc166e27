import { expectLeakFree } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { useNativeKernels } from './useNativeKernels.ts';

const isBuilt = await useNativeKernels();

type Strides = [number, number];
interface Case {
  readonly x: [number, number, number, number];
  readonly filter: [number, number, number, number];
  readonly strides: Strides;
  readonly pad: 'same' | 'valid';
}

const cases: Case[] = [
  { x: [2, 3, 1, 1], filter: [1, 2, 1, 1], strides: [1, 2], pad: 'same' },
  { x: [3, 2, 3, 1], filter: [1, 2, 1, 3], strides: [1, 2], pad: 'valid' },
  { x: [2, 5, 3, 1], filter: [3, 2, 1, 2], strides: [1, 3], pad: 'same' },
  { x: [1, 3, 1, 1], filter: [1, 2, 1, 2], strides: [1, 2], pad: 'same' },
  { x: [2, 3, 4, 1], filter: [2, 3, 1, 2], strides: [1, 2], pad: 'valid' },
];

const waves = (length: number, pace: number) =>
  Float32Array.from({ length }, (_, i) => Math.sin(pace * i + 1));
const sizeOf = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/** The definition, of one channel and stride 1 over the rows. */
function byDefinition({ x, filter, strides, pad }: Case): number[] {
  const [images, height, width] = x;
  const [rows, columns, , filters] = filter;
  const step = strides[1];
  const same = pad === 'same';
  const outHeight = same ? height : height - rows + 1;
  const outWidth = same ? Math.ceil(width / step) : Math.ceil((width - columns + 1) / step);
  const top = same ? Math.floor((rows - 1) / 2) : 0;
  const left = same ? Math.floor(Math.max(0, (outWidth - 1) * step + columns - width) / 2) : 0;
  const pixels = waves(sizeOf(x), 1);
  const taps = waves(sizeOf(filter), 2);
  const pixel = (n: number, i: number, j: number) =>
    i < 0 || j < 0 || i >= height || j >= width ? 0 : (pixels[(n * height + i) * width + j] ?? NaN);
  const found: number[] = [];
  for (let n = 0; n < images; n++)
    for (let i = 0; i < outHeight; i++)
      for (let j = 0; j < outWidth; j++)
        for (let f = 0; f < filters; f++) {
          let sum = 0;
          for (let p = 0; p < rows; p++)
            for (let q = 0; q < columns; q++)
              sum +=
                pixel(n, i + p - top, j * step + q - left) *
                (taps[(p * columns + q) * filters + f] ?? NaN);
          found.push(sum);
        }
  return found;
}

(isBuilt ? describe : describe.skip)('convolutions of one channel with room for one column', () => {
  const run = async (
    { x, filter }: Case,
    op: (images: tf.Tensor4D, taps: tf.Tensor4D) => tf.Tensor4D,
  ): Promise<number[]> => {
    const made = tf.tidy(() =>
      op(tf.tensor4d(waves(sizeOf(x), 1), x), tf.tensor4d(waves(sizeOf(filter), 2), filter)),
    );
    const values = Array.from(await made.data());
    made.dispose();
    return values;
  };

  it.each(cases)('stay within their images: %j', async (one) => {
    const { strides, pad } = one;
    const expected = byDefinition(one);
    const results = await expectLeakFree(async () => [
      await run(one, (x, filter) => tf.conv2d(x, filter, strides, pad)),
      await run(one, (x, filter) => tf.depthwiseConv2d(x, filter, strides, pad)),
      await run(one, (x, filter) => tf.fused.conv2d({ x, filter, strides, pad })),
      await run(one, (x, filter) => tf.fused.depthwiseConv2d({ x, filter, strides, pad })),
    ]);
    for (const values of results) {
      expect(values).toHaveLength(expected.length);
      values.forEach((value, i) => {
        expect(value).toBeCloseTo(expected[i] ?? NaN, 5);
      });
    }
  });

  it('have a gradient', async () => {
    const [one] = cases as [Case];
    // Of the sum of the outputs with respect to a tap: the sum of the pixels that it meets.
    const taps = await run(one, (x, filter) => {
      const gradient = tf.grad((f: tf.Tensor) =>
        tf.conv2d(x, f as tf.Tensor4D, [1, 2], 'same').sum(),
      );
      return gradient(filter) as tf.Tensor4D;
    });
    const pixels = waves(sizeOf(one.x), 1);
    expect(taps[0]).toBeCloseTo(
      pixels.reduce((sum, value) => sum + value, 0),
      4,
    );
    expect(taps[1]).toBeCloseTo(0, 5);
  });
});
