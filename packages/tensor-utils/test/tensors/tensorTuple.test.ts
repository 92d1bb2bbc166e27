import * as tf from '@tensorflow/tfjs';
import { ShapeError, tensorTuple } from '../../src/index.ts';

describe('tensorTuple', () => {
  const list = (): tf.Tensor[] => [tf.scalar(1), tf.ones([2, 3]), tf.ones([1, 2, 3, 4])];

  it('gives the same tensors, typed by their ranks', () => {
    tf.tidy(() => {
      const tensors = list();
      const [one, two, four] = tensorTuple(tensors, [0, 2, 4]);
      const typed: [tf.Scalar, tf.Tensor2D, tf.Tensor4D] = [one, two, four];
      expect(typed).toEqual(tensors);
      expect(one).toBe(tensors[0]);
    });
  });

  it.each([
    [[0, 2], '[0, 2], got [0, 2, 4]'],
    [[0, 2, 4, 1], '[0, 2, 4, 1], got [0, 2, 4]'],
    [[0, 3, 4], '[0, 3, 4], got [0, 2, 4]'],
  ])('refuses the ranks %p', (ranks, words) => {
    tf.tidy(() => {
      const attempt = () => tensorTuple(list(), ranks);
      expect(attempt).toThrow(ShapeError);
      expect(attempt).toThrow(`tensorTuple: expected tensors of the ranks ${words}`);
    });
  });

  it('makes no tensor', () => {
    const tensors = list();
    const before = tf.memory().numTensors;
    tensorTuple(tensors, [0, 2, 4]);
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose(tensors);
  });
});
