import * as tf from '@tensorflow/tfjs';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { useBackend, withLazyGradient } from '../../src/index.ts';

beforeAll(() => useBackend());

const calls: string[] = [];
const called = <T>(name: string, value: T): T => {
  calls.push(name);
  return value;
};
/** sin(a) b, which keeps its cosine. */
const wave = (a: tf.Tensor, b: tf.Tensor) =>
  withLazyGradient([a, b], {
    forward: () => ({ value: a.sin().mul(b), saved: [a.cos(), a, b] }),
    gradient: (dy, [slope, x, y]) => {
      const shared = called('shared', dy.mul(1));
      return [() => called('a', shared.mul(slope).mul(y)), () => called('b', shared.mul(x.sin()))];
    },
  });
let a: tf.Tensor;
let b: tf.Tensor;
beforeEach(() => {
  calls.splice(0);
  [a, b] = [tf.scalar(0.5), tf.scalar(3)];
});

it('gives the value with and without a tape', async () => {
  expect((await wave(a, b).data())[0]).toBeCloseTo(3 * Math.sin(0.5), 5);
  expect(calls).toEqual([]);
});

it('computes the gradients that are asked for, and no other', async () => {
  const [da, db] = tf.grads((x: tf.Tensor, y: tf.Tensor) => wave(x, y))([a, b]);
  expect((await da?.data())?.[0]).toBeCloseTo(3 * Math.cos(0.5), 5);
  expect((await db?.data())?.[0]).toBeCloseTo(Math.sin(0.5), 5);
  expect(calls).toEqual(['shared', 'a', 'b']);
  calls.splice(0);
  tf.grad((x: tf.Tensor) => wave(x, b))(a);
  tf.grad((y: tf.Tensor) => wave(a, y))(b);
  expect(calls).toEqual(['shared', 'a', 'shared', 'b']);
});

it('leaves nothing behind, with a gradient or without', async () => {
  await expectLeakFree(() => {
    wave(a, b).dispose();
    tf.dispose(tf.grads((x: tf.Tensor, y: tf.Tensor) => wave(x, y))([a, b]));
  });
});
