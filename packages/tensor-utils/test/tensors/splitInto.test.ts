import * as tf from '@tensorflow/tfjs';
import { splitInto } from '../../src/index.ts';

describe('splitInto', () => {
  const counted = () => tf.tensor2d([1, 2, 3, 4, 5, 6, 7, 8], [2, 4]);

  it('cuts an axis at the given sizes, in order', async () => {
    const [left, right] = splitInto(counted(), [3, 1], 1);
    const typed: [tf.Tensor2D, tf.Tensor2D] = [left, right];
    expect(typed.map((part) => part.shape)).toEqual([
      [2, 3],
      [2, 1],
    ]);
    expect([...(await left.data())]).toEqual([1, 2, 3, 5, 6, 7]);
    expect([...(await right.data())]).toEqual([4, 8]);
    tf.dispose(typed);
  });

  it('cuts an axis into equal parts', async () => {
    const [above, below] = splitInto(counted(), 2, 0);
    const typed: [tf.Tensor2D, tf.Tensor2D] = [above, below];
    expect([...(await above.data())]).toEqual([1, 2, 3, 4]);
    expect([...(await below.data())]).toEqual([5, 6, 7, 8]);
    tf.dispose(typed);
  });

  it('gives a list where the number is known at run time only', () => {
    const count: number = 4;
    const parts: tf.Tensor2D[] = splitInto(counted(), count, 1);
    expect(parts).toHaveLength(4);
    tf.dispose(parts);
  });

  it('passes gradients through', async () => {
    const slopes = tf.tidy(() =>
      tf.grad((x) => {
        const [first, second] = splitInto(x, [1, 2], 0);
        return first.mul(5).sum().add(second.mul(7).sum());
      })(tf.tensor1d([1, 2, 3])),
    );
    expect([...(await slopes.data())]).toEqual([5, 7, 7]);
    slopes.dispose();
  });

  it('refuses sizes that do not fit the axis', () => {
    tf.tidy(() => expect(() => splitInto(counted(), [2, 1], 1)).toThrow());
  });
});
