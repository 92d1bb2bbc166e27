import * as tf from '@tensorflow/tfjs';
import { tapeGuard, useBackend } from '../../src/index.ts';

beforeAll(() => useBackend());

const failing = () => {
  throw new Error('half way');
};

it('gives back what the work gives', async () => {
  const before = tf.memory().numTensors;
  const x = tf.scalar(3);
  const slope = tapeGuard(() => tf.grad((at) => at.square().exp())(x));
  expect((await slope.data())[0]).toBeCloseTo(6 * Math.exp(9), -1);
  tf.dispose([x, slope]);
  expect(tf.memory().numTensors).toBe(before);
});

it('leaves nothing behind where the way forth or back fails', () => {
  const x = tf.scalar(3);
  const before = tf.memory().numTensors;
  const forth = () => tf.tidy(() => tf.grad((at) => at.square().exp().mul(failing()))(x));
  expect(() => tapeGuard(forth)).toThrow('half way');
  expect(tf.memory().numTensors).toBe(before);
  const op = tf.customGrad((at) => ({ value: (at as tf.Tensor).clone(), gradFunc: failing }));
  const back = () => tf.tidy(() => tf.grad((at) => op(at.square().exp()).exp())(x));
  expect(() => tapeGuard(back)).toThrow('half way');
  expect(tf.memory().numTensors).toBe(before);
  x.dispose();
});

it('leaves the tape of a gradient around it alone', async () => {
  const before = tf.memory().numTensors;
  const x = tf.scalar(2);
  const slope = tf.grad((at) => {
    const square = at.square();
    try {
      tapeGuard(() => tf.grad((inner) => inner.exp().mul(failing()))(square));
    } catch {
      // what is around it goes on
    }
    return square.mul(at);
  })(x);
  expect(await slope.data()).toEqual(Float32Array.of(12));
  tf.dispose([x, slope]);
  expect(tf.memory().numTensors - before).toBeLessThanOrEqual(2);
});
