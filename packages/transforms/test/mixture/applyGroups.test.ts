import * as tf from '@tensorflow/tfjs';
import type { Tensor4D } from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Mechanism } from '../../src/index.ts';
import { applyGroups } from '../../src/mixture/applyGroups.ts';
import { codeOf, taken } from '../support.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const stream = new RandomStream(1);

/** Adds a number, and keeps what it was asked to change. */
function adding(amount: number): Mechanism & { readonly asked: Tensor4D[] } {
  const asked: Tensor4D[] = [];
  return {
    name: `add ${amount}`,
    definition: { kind: 'add' },
    asked,
    apply: (images) => {
      asked.push(images);
      return tf.add(images, amount);
    },
  };
}

const numbered = (count: number) =>
  tf.reshape<tf.Rank.R4>(tf.range(0, count, 1, 'float32'), [count, 1, 1, 1]);

describe('applyGroups', () => {
  it('calls every mechanism once, on its rows in their order, and puts the rows back', async () => {
    const images = numbered(5);
    const [tens, hundreds, idle] = [adding(10), adding(100), adding(1000)];
    const before = tf.memory().numTensors;
    const mixed = applyGroups(images, [
      { mechanism: tens, rows: [4, 0], stream },
      { mechanism: idle, rows: [], stream },
      { mechanism: hundreds, rows: [1, 3, 2], stream },
    ]);
    expect(tf.memory().numTensors).toBe(before + 1);
    expect(await taken(mixed)).toEqual([10, 101, 102, 103, 14]);
    expect([tens, hundreds, idle].map(({ asked }) => asked.map(({ shape }) => shape[0]))).toEqual([
      [2],
      [3],
      [],
    ]);
    images.dispose();
  });

  it('hands the batch itself to a mechanism that has all of it', async () => {
    const images = numbered(3);
    const tens = adding(10);
    const mixed = applyGroups(images, [
      { mechanism: adding(1), rows: [], stream },
      { mechanism: tens, rows: [0, 1, 2], stream },
    ]);
    expect(await taken(mixed)).toEqual([10, 11, 12]);
    expect(tens.asked).toEqual([images]);
    expect(tens.asked[0]).toBe(images);
    images.dispose();
  });

  it('copies a batch that no group has', async () => {
    const images = numbered(2);
    const copy = applyGroups(images, []);
    expect(copy).not.toBe(images);
    expect(await taken(copy)).toEqual([0, 1]);
    images.dispose();
  });

  it('refuses a mechanism that changes the shape, and leaves nothing behind', () => {
    const images = numbered(2);
    const dropping: Mechanism = { ...adding(0), apply: (batch) => batch.slice([0], [1]) };
    const before = tf.memory().numTensors;
    const groups = [{ mechanism: dropping, rows: [0, 1], stream }];
    expect(codeOf(() => applyGroups(images, groups))).toBe('ERR_SHAPE');
    expect(tf.memory().numTensors).toBe(before);
    images.dispose();
  });
});
