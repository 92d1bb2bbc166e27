import * as tf from '@tensorflow/tfjs';
import { clipGradient, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';

beforeAll(() => useBackend());

const clip = async (values: number[], bound: number) => {
  const { gradient, norm } = clipGradient(tf.tensor1d(values), bound);
  return { gradient: Array.from(await gradient.data()), norm: (await norm.data())[0] };
};

it('shortens a long gradient to the bound', async () => {
  const { gradient, norm } = await clip([3, -4], 1);
  expect(norm).toBe(5);
  expect(gradient[0]).toBeCloseTo(0.6, 5);
  expect(gradient[1]).toBeCloseTo(-0.8, 5);
});

it('leaves a short one and none at all as they are', async () => {
  expect(await clip([0.3, -0.4], 1)).toMatchObject({
    gradient: [Math.fround(0.3), Math.fround(-0.4)],
  });
  expect(await clip([0, 0], 1)).toEqual({ gradient: [0, 0], norm: 0 });
});

it('shortens to any bound, and keeps a gradient that is just as long', async () => {
  const { gradient } = await clip([6, 8], 2.5);
  expect(gradient[0]).toBeCloseTo(1.5, 5);
  expect(gradient[1]).toBeCloseTo(2, 5);
  const { gradient: just } = await clip([3, 4], 5);
  expect(just[0]).toBeCloseTo(3, 5);
  expect(just[1]).toBeCloseTo(4, 5);
});

it('adds 1e-6 to the norm, as PyTorch does', async () => {
  const { gradient } = await clip([1e-5], 5e-6);
  expect((gradient[0] ?? NaN) / 5e-6).toBeCloseTo(10 / 11, 4);
});

it('does not hide numbers that are none', async () => {
  expect((await clip([1, NaN], 1)).norm).toBeNaN();
  expect((await clip([1e30, 1e30], 1)).norm).toBe(Infinity);
});

it('leaves nothing behind', async () => {
  const gradient = tf.tensor1d([3, 4]);
  await expectLeakFree(() => {
    const clipped = clipGradient(gradient, 1);
    tf.dispose([clipped.gradient, clipped.norm]);
  });
});
