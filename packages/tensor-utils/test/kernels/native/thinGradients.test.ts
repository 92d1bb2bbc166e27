import { availableBackends, expectLeakFree } from '@causal-mechanisms/test-utils';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';

const hasAddon = (await availableBackends()).includes('tensorflow');
// With the stock kernels, which are what is mended.
const stock = { CAUSAL_MECHANISMS_NATIVE_KERNELS: 'off' };
await useBackend(hasAddon ? { backend: 'node', environment: stock } : {});

type Four = [number, number, number, number];
interface Case {
  readonly x: Four;
  readonly filter: Four;
  readonly strides: number | [number, number];
  readonly pad: 'same' | 'valid';
}

// Each of them is wrong, or ends the process, with the kernels of TensorFlow 2.21 on some processor.
const cases: readonly Case[] = [
  { x: [1, 3, 3, 1], filter: [2, 2, 1, 1], strides: 1, pad: 'valid' },
  { x: [1, 5, 5, 1], filter: [5, 5, 1, 1], strides: 1, pad: 'valid' },
  { x: [3, 5, 5, 1], filter: [3, 3, 1, 1], strides: 2, pad: 'same' },
  { x: [1, 14, 14, 1], filter: [1, 1, 1, 1], strides: 2, pad: 'same' },
  { x: [3, 28, 28, 3], filter: [1, 1, 3, 3], strides: 2, pad: 'valid' },
  { x: [2, 13, 9, 4], filter: [1, 1, 4, 16], strides: [3, 2], pad: 'same' },
  { x: [2, 13, 9, 2], filter: [1, 1, 2, 3], strides: [1, 2], pad: 'valid' },
];

const waves = (shape: Four, pace: number) =>
  tf.tensor4d(
    Float32Array.from({ length: tf.util.sizeFromShape(shape) }, (_, i) => Math.sin(pace * i + 1)),
    shape,
  );

async function gradients({ x, filter, strides, pad }: Case, backend: string): Promise<number[][]> {
  await tf.setBackend(backend);
  const found = tf.tidy(() => {
    const output = (image: tf.Tensor, taps: tf.Tensor) =>
      tf.conv2d(image as tf.Tensor4D, taps as tf.Tensor4D, strides, pad);
    const inputs = [waves(x, 1), waves(filter, 2)];
    const [image, taps] = inputs as [tf.Tensor, tf.Tensor];
    const dy = waves(output(image, taps).shape, 3);
    return tf.grads(output)(inputs, dy);
  });
  const values = await Promise.all(found.map(async (one) => Array.from(await one.data())));
  tf.dispose(found);
  return values;
}

(hasAddon ? describe : describe.skip)('gradients of thin convolutions', () => {
  it.each(cases)('are those of the cpu backend: %j', async (one) => {
    const expected = await gradients(one, 'cpu');
    const found = await expectLeakFree(() => gradients(one, 'tensorflow'));
    found.forEach((values, at) => {
      expect(values).toHaveLength(expected[at]?.length ?? NaN);
      values.forEach((value, i) => {
        expect(value).toBeCloseTo(expected[at]?.[i] ?? NaN, 3);
      });
    });
  });

  it('leave a convolution of channels in groups to be refused or computed by the stock kernel', async () => {
    await tf.setBackend('tensorflow');
    const grouped = () =>
      tf.tidy(() =>
        tf.grad((taps: tf.Tensor) =>
          tf.conv2d(tf.ones<tf.Rank.R4>([1, 4, 4, 2]), taps as tf.Tensor4D, 2, 'same'),
        )(tf.ones([1, 1, 1, 2])),
      );
    expect(grouped).toThrow();
  });
});
