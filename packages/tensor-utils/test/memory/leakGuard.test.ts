import * as tf from '@tensorflow/tfjs';
import { assertNoLeak, LeakError, withoutLeaks } from '../../src/index.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('withoutLeaks', () => {
  it('gives back the result of clean work, sync or async', async () => {
    expect(await withoutLeaks('shape', () => tf.tidy(() => tf.ones([2]).shape))).toEqual([2]);
    const read = async (): Promise<number | undefined> => {
      const tensor = tf.scalar(4);
      const [value] = await tensor.data();
      tensor.dispose();
      return value;
    };
    expect(await withoutLeaks('read', read)).toBe(4);
  });

  it('throws with the counts when tensors stay', async () => {
    const before = tf.memory().numTensors;
    const made: tf.Tensor[] = [];
    const error = await withoutLeaks('step', () => {
      made.push(tf.scalar(1), tf.scalar(2));
    }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(LeakError);
    const leak = error as LeakError;
    expect(leak.code).toBe('ERR_LEAK');
    expect(leak.before).toBe(before);
    expect(leak.after).toBe(before + 2);
    expect(leak.data).toEqual({ owner: 'step', before, after: before + 2, kept: 0 });
    expect(leak.message).toContain(`step: expected ${before} live tensors, found ${before + 2}`);
    expect(leak.message).toContain('2 too many');
    tf.dispose(made);
  });

  it('throws when tensors of the caller are gone', async () => {
    const owned = tf.scalar(1);
    await expect(withoutLeaks('step', () => owned.dispose())).rejects.toThrow('1 too few');
  });

  it('lets the work keep what it says it keeps', async () => {
    const kept = await withoutLeaks('make', () => tf.scalar(1), { kept: 1 });
    await withoutLeaks('take', () => kept.dispose(), { kept: -1 });
    await expect(withoutLeaks('make', () => 0, { kept: 1 })).rejects.toBeInstanceOf(LeakError);
  });

  it('passes an error of the work through', async () => {
    const failure = new Error('of its own');
    await expect(withoutLeaks('step', () => Promise.reject(failure))).rejects.toBe(failure);
  });
});

describe('assertNoLeak', () => {
  it('compares with a count from before', () => {
    const before = tf.memory().numTensors;
    expect(() => assertNoLeak('nothing', before)).not.toThrow();
    const tensor = tf.scalar(1);
    expect(() => assertNoLeak('scalar', before)).toThrow(LeakError);
    expect(() => assertNoLeak('scalar', before, { kept: 1 })).not.toThrow();
    tensor.dispose();
  });
});
