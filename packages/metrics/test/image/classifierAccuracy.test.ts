import * as tf from '@tensorflow/tfjs';
import { classifierAccuracy } from '../../src/index.ts';
import { rejectionOf } from '../support.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('classifierAccuracy', () => {
  it('counts predicted classes', async () => {
    expect(await classifierAccuracy([1, 2, 3], [1, 2, 3])).toBe(1);
    expect(await classifierAccuracy([1, 2, 3, 0], Int32Array.from([1, 0, 0, 0]))).toBe(0.5);
    expect(await classifierAccuracy(Uint8Array.from([1]), [0])).toBe(0);
  });

  it('takes the largest score, the first of equal ones', async () => {
    const scores = tf.tensor2d([
      [2, -1, 0],
      [0, 3, 1],
      [1, 1, 0],
      [-5, -6, -Infinity],
    ]);
    const before = tf.memory().numTensors;
    expect(await classifierAccuracy(scores, [0, 1, 0, 0])).toBe(1);
    expect(await classifierAccuracy(scores, [0, 1, 1, 2])).toBe(0.5);
    expect(tf.memory().numTensors).toBe(before);
    scores.dispose();
  });

  it('refuses bad input', async () => {
    const scores = tf.tensor2d([[2, NaN]]);
    expect(await rejectionOf(classifierAccuracy([], []))).toBe('ERR_ARGUMENT');
    expect(await rejectionOf(classifierAccuracy([1], [1, 2]))).toBe('ERR_SHAPE');
    expect(await rejectionOf(classifierAccuracy([NaN], [1]))).toBe('ERR_VALUES');
    expect(await rejectionOf(classifierAccuracy([1], [-1]))).toBe('ERR_VALUES');
    expect(await rejectionOf(classifierAccuracy(scores, [0, 1]))).toBe('ERR_SHAPE');
    expect(await rejectionOf(classifierAccuracy(scores, [2]))).toBe('ERR_VALUES');
    expect(await rejectionOf(classifierAccuracy(scores, [0]))).toBe('ERR_VALUES');
    const first = tf.tensor2d([[NaN, 2]]);
    expect(await rejectionOf(classifierAccuracy(first, [1]))).toBe('ERR_VALUES');
    first.dispose();
    const flat = tf.tensor1d([1, 2]);
    expect(await rejectionOf(classifierAccuracy(flat as tf.Tensor as tf.Tensor2D, [0, 1]))).toBe(
      'ERR_SHAPE',
    );
    tf.dispose([scores, flat]);
  });
});
