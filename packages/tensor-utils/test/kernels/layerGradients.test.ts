import * as tf from '@tensorflow/tfjs';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { RandomStream, tensorTuple, tidyAll, useBackend } from '../../src/index.ts';
import {
  channelSum,
  convFilterGradient,
  convInputEluGradient,
  convInputGradient,
  eluGradient,
} from '../../src/kernels.ts';

beforeAll(() => useBackend());

const stream = new RandomStream(11);
const tensor4d = (...shape: [number, number, number, number]) =>
  tf.tensor4d(stream.normals(shape.reduce((product, size) => product * size, 1)), shape);

async function expectClose(actual: tf.Tensor, expected: tf.Tensor | undefined): Promise<void> {
  expect(actual.shape).toEqual(expected?.shape);
  const [a, b] = [await actual.data(), await (expected as tf.Tensor).data()];
  expect(Math.max(...a.map((value, i) => Math.abs(value - (b[i] ?? NaN))))).toBeLessThan(1e-4);
}

it.each([
  [3, 1],
  [1, 4],
  [5, 3],
] as const)('has the gradients of a convolution from %d to %d channels', async (from, to) => {
  const [x, filter, dy] = [
    tensor4d(2, 6, 5, from),
    tensor4d(3, 3, from, to),
    tensor4d(2, 6, 5, to),
  ];
  const [dx, dFilter] = tf.grads((a, b) =>
    tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, 1, 'same'),
  )([x, filter], dy);
  await expectClose(convFilterGradient(x, dy, [3, 3, from, to]), dFilter);
  await expectClose(convInputGradient(dy, filter), dx);
  const activated = tf.elu(x);
  const throughElu = tf.grad((a) => tf.conv2d(tf.elu(a as tf.Tensor4D), filter, 1, 'same'))(x, dy);
  await expectClose(convInputEluGradient(dy, filter, activated), throughElu);
});

it('has the gradient of elu', async () => {
  const [x, dy] = [tensor4d(2, 4, 6, 3), tensor4d(2, 4, 6, 3)];
  await expectClose(eluGradient(dy, tf.elu(x)), tf.grad((a) => tf.elu(a))(x, dy));
});

it('sums over all axes but the last', async () => {
  const x = tf.tensor3d([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]);
  expect(Array.from(await channelSum(x).data())).toEqual([16, 20]);
});

it('keeps what a body returns, however it is nested', () => {
  const before = tf.memory().numTensors;
  const { parts } = tidyAll(() => {
    tf.zeros([3]);
    return { parts: [{ a: tf.ones([1]) }, { a: tf.ones([2]) }] as const };
  });
  expect(tf.memory().numTensors).toBe(before + 2);
  tf.dispose(parts.map(({ a }) => a));
});

it('refuses a gradient of another shape than its output', () => {
  tf.tidy(() => {
    const refused = (dy: tf.Tensor, y: tf.Tensor) => thrownCode(() => eluGradient(dy, y));
    expect(refused(tf.zeros([3]), tf.zeros([4]))).toBe('ERR_SHAPE');
    expect(refused(tf.zeros([2, 3]), tf.zeros([3, 2]))).toBe('ERR_SHAPE');
  });
});

it.each([
  ['images', [2, 4, 4, 5], [3, 3, 3, 5], [1, 4, 4, 3]],
  ['rows', [1, 5, 4, 5], [3, 3, 3, 5], [1, 4, 4, 3]],
  ['columns', [1, 4, 5, 5], [3, 3, 3, 5], [1, 4, 4, 3]],
  ['channels of the gradient', [1, 4, 4, 4], [3, 3, 3, 5], [1, 4, 4, 3]],
  ['channels of the input', [1, 4, 4, 5], [3, 3, 2, 5], [1, 4, 4, 3]],
] as const)('refuses a convolution whose %s do not fit', (_what, dy, filter, activated) => {
  const before = tf.memory().numTensors;
  const tensors = [dy, filter, activated].map((shape) => tf.zeros<tf.Rank.R4>([...shape]));
  const [a, b, c] = tensorTuple(tensors, [4, 4, 4]);
  expect(thrownCode(() => convInputEluGradient(a, b, c))).toBe('ERR_SHAPE');
  tf.dispose(tensors);
  expect(tf.memory().numTensors).toBe(before);
});

describe('the fused kernel of convInputEluGradient', () => {
  let calls = 0;
  beforeAll(() => {
    tf.registerKernel({
      kernelName: 'CausalConvInputEluGrad',
      backendName: 'cpu',
      kernelFunc: ({ inputs }) => {
        calls++;
        return inputs['activated'] ?? [];
      },
    });
  });
  afterAll(async () => {
    tf.unregisterKernel('CausalConvInputEluGrad', 'cpu');
    await useBackend();
  });

  it.each([
    ['of 2 channels', 3, 2, 1, true],
    ['of one channel', 3, 1, 2, false],
    ['of 256 channels', 3, 256, 1, true],
    ['of 257 channels', 3, 257, 1, false],
    ['from 256 channels', 3, 2, 256, true],
    ['from 257 channels', 3, 2, 257, false],
    ['of another window', 1, 2, 2, false],
  ])('serves 3x3 filters %s', async (_what, side, channels, filters, serves) => {
    await tf.setBackend('cpu');
    calls = 0;
    tf.tidy(() => {
      const activated = tf.ones<tf.Rank.R4>([1, 1, 1, channels]);
      const filter = tf.ones<tf.Rank.R4>([side, side, channels, filters]);
      const { shape } = convInputEluGradient(tf.ones([1, 1, 1, filters]), filter, activated);
      expect(shape).toEqual([1, 1, 1, channels]);
    });
    expect(calls).toBe(serves ? 1 : 0);
  });

  it('is not asked about no images', async () => {
    await tf.setBackend('cpu');
    calls = 0;
    tf.tidy(() => {
      const [activated, filter] = [
        tf.ones<tf.Rank.R4>([0, 1, 1, 2]),
        tf.ones<tf.Rank.R4>([3, 3, 2, 2]),
      ];
      convInputEluGradient(tf.ones([0, 1, 1, 2]), filter, activated);
    });
    expect(calls).toBe(0);
  });
});

it('refuses a convolution whose input, gradient and filter do not fit', () => {
  const [x, dy] = [tensor4d(1, 4, 4, 2), tensor4d(1, 4, 4, 3)];
  expect(thrownCode(() => convFilterGradient(x, dy, [3, 3, 1, 3]))).toBe('ERR_SHAPE');
  expect(thrownCode(() => convFilterGradient(x, dy, [3, 3, 2, 4]))).toBe('ERR_SHAPE');
  expect(thrownCode(() => convFilterGradient(x, tensor4d(1, 2, 2, 3), [3, 3, 2, 3]))).toBe(
    'ERR_SHAPE',
  );
});
