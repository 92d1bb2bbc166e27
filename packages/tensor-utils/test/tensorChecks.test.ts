import * as tf from '@tensorflow/tfjs';
import { ArgumentError, checkTensor, DisposedError, ShapeError, useBackend } from '../src/index.ts';

beforeAll(async () => {
  await useBackend();
});

it('takes a live tensor of the type and shape', () => {
  tf.tidy(() => {
    checkTensor('f', 'x', tf.zeros([2, 3]));
    checkTensor('f', 'x', tf.zeros([2, 3]), { shape: [null, 3] });
    checkTensor('f', 'x', tf.zeros([2], 'int32'), { rank: 1, dtype: ['float32', 'int32'] });
    checkTensor('f', 'x', tf.scalar(1), { shape: [] });
  });
});

it('refuses what is none, is disposed, of another type or shape', () => {
  tf.tidy(() => {
    const x = tf.zeros([2, 3]);
    const gone = tf.zeros([1]);
    gone.dispose();
    const wrong = (value: unknown, expected = {}) => {
      return () => {
        checkTensor('f', 'x', value, expected);
      };
    };
    for (const value of [null, undefined, 3, [1], {}]) expect(wrong(value)).toThrow(ArgumentError);
    expect(wrong(gone)).toThrow(DisposedError);
    expect(wrong(gone)).toThrow('f: x must be a live tensor, got a disposed one');
    expect(wrong(x, { dtype: 'int32' })).toThrow(
      'f: x must be a tensor of type int32, got a Tensor of type float32',
    );
    expect(wrong(x, { shape: [2] })).toThrow(ShapeError);
    expect(wrong(x, { shape: [null, 4] })).toThrow('f: x must have the shape [*, 4], got [2, 3]');
    expect(wrong(x, { rank: 3 })).toThrow('f: x must have 3 axes, got [2, 3]');
    expect(tf.memory().numTensors).toBeGreaterThan(0);
  });
});
