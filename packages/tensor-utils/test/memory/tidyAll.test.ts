import * as tf from '@tensorflow/tfjs';
import { tidyAll } from '../../src/index.ts';

describe('tidyAll', () => {
  it('keeps what is returned at any depth, and disposes of the rest', async () => {
    const before = tf.memory().numTensors;
    const made: tf.Tensor[] = [];
    const found = tidyAll(
      (): { readonly a: tf.Tensor; readonly b: readonly { c: tf.Tensor }[] } => {
        const x = tf.tensor1d([1, 2]);
        made.push(x);
        return { a: x.add(1), b: [{ c: x.mul(3) }] };
      },
    );
    expect(made[0]?.isDisposed).toBe(true);
    expect(tf.memory().numTensors).toBe(before + 2);
    expect([...(await found.a.data())]).toEqual([2, 3]);
    expect([...((await found.b[0]?.c.data()) ?? [])]).toEqual([3, 6]);
    tf.dispose([found.a, found.b[0]?.c ?? []]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('disposes of everything when the body throws', () => {
    const before = tf.memory().numTensors;
    const failing = () =>
      tidyAll((): object => {
        tf.ones([3]).add(1);
        throw new Error('body');
      });
    expect(failing).toThrow('body');
    expect(tf.memory().numTensors).toBe(before);
  });
});
