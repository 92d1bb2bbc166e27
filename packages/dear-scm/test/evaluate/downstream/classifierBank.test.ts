import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { trainClassifierBank } from '../../../src/evaluate/downstream/classifierBank.ts';
import type { LabelledRows } from '../../../src/evaluate/downstream/classifierBank.ts';

beforeAll(() => useBackend());

/** 1 where the product of two coordinates is positive: no line tells. */
function quadrants(count: number, seed: number): LabelledRows & { readonly labels: number[] } {
  const values = new RandomStream(seed).normals(count * 2);
  const labels = Array.from({ length: count }, (_, i) =>
    (values[2 * i] ?? 0) * (values[2 * i + 1] ?? 0) > 0 ? 1 : 0,
  );
  return { values, width: 2, labels };
}

const accuracy = (logits: Float32Array, labels: readonly number[]) =>
  labels.filter((label, i) => label === ((logits[i] ?? 0) > 0 ? 1 : 0)).length / labels.length;
const first = (count: number, from = 0) => Int32Array.from({ length: count }, (_, i) => from + i);
const stream = () => new RandomStream(5);

describe('trainClassifierBank', () => {
  it('learns what no line tells, and more from more rows', async () => {
    const before = tf.memory().numTensors;
    const train = quadrants(600, 1);
    const test = quadrants(1000, 2);
    const means: number[] = [];
    for (const rows of [20, 300]) {
      const subsets = [first(rows), first(rows, 300)];
      const bank = await trainClassifierBank(train, { subsets, stream: stream() });
      expect([bank.size, bank.width]).toEqual([2, 2]);
      const scores = (await bank.logits(test.values)).map((one) => accuracy(one, test.labels));
      means.push(scores.reduce((sum, value) => sum + value, 0) / 2);
      bank.dispose();
      bank.dispose();
    }
    expect(means[0]).toBeGreaterThan(0.6);
    expect(means[1]).toBeGreaterThan(0.95);
    expect(means[1]).toBeGreaterThan(means[0] ?? 1);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('gives the numbers that each classifier would have alone', async () => {
    const rows = quadrants(60, 1);
    const options = { epochs: 5, batchSize: 8, hidden: 8 };
    const both = await trainClassifierBank(rows, {
      ...options,
      subsets: [first(30), first(30, 20)],
      stream: stream(),
    });
    const alone = await trainClassifierBank(rows, {
      ...options,
      subsets: [first(30)],
      stream: stream(),
    });
    const [[a], [b]] = [await both.logits(rows.values), await alone.logits(rows.values)];
    a?.forEach((value, i) => expect(value).toBeCloseTo(b?.[i] ?? NaN, 4));
    both.dispose();
    alone.dispose();
  });

  it('changes no list, and repeats itself', async () => {
    const rows = quadrants(40, 1);
    const subsets = [first(40)];
    const run = async () => {
      const bank = await trainClassifierBank(rows, {
        subsets,
        stream: stream(),
        epochs: 3,
        batchSize: 16,
      });
      const [logits] = await bank.logits(rows.values);
      bank.dispose();
      return logits;
    };
    expect(await run()).toEqual(await run());
    expect(subsets[0]).toEqual(first(40));
  });

  it('reads more rows than fit at a time', async () => {
    const rows = quadrants(4100, 1);
    const bank = await trainClassifierBank(rows, {
      subsets: [first(50), first(50, 50)],
      stream: stream(),
      epochs: 1,
    });
    const whole = await bank.logits(rows.values);
    const end = await bank.logits(rows.values.subarray(2 * 4096));
    expect(whole.map(({ length }) => length)).toEqual([4100, 4100]);
    end.forEach((one, i) =>
      one.forEach((value, j) => expect(value).toBeCloseTo(whole[i]?.[4096 + j] ?? NaN, 5)),
    );
    bank.dispose();
  });

  it.each<[string, Partial<LabelledRows>, object, string]>([
    ['labels of another count', { labels: [0, 1] }, {}, 'ERR_SHAPE'],
    ['no list', {}, { subsets: [] }, 'ERR_ARGUMENT'],
    ['an empty list', {}, { subsets: [new Int32Array(0)] }, 'ERR_ARGUMENT'],
    ['lists of different length', {}, { subsets: [first(3), first(2)] }, 'ERR_SHAPE'],
    ['a row that is not there', {}, { subsets: [Int32Array.of(0, 4)] }, 'ERR_ARGUMENT'],
    ['a label of 2', { labels: [0, 1, 2, 1] }, {}, 'ERR_VALUES'],
    ['a missing label', { labels: [0, 1, NaN, 1] }, {}, 'ERR_VALUES'],
    ['a value of NaN', { values: Float32Array.of(0, 1, NaN, 3) }, {}, 'ERR_VALUES'],
    ['no width', { width: 0 }, {}, 'ERR_ARGUMENT'],
    ['no epochs', {}, { epochs: 0 }, 'ERR_ARGUMENT'],
    ['half a unit', {}, { hidden: 0.5 }, 'ERR_ARGUMENT'],
    ['no step size', {}, { learningRate: 0 }, 'ERR_ARGUMENT'],
  ])('refuses %s', async (_, wrong, options, code) => {
    const before = tf.memory().numTensors;
    const rows = { values: Float32Array.of(0, 1, 2, 3), width: 1, labels: [0, 1, 0, 1], ...wrong };
    const run = trainClassifierBank(rows, { subsets: [first(4)], stream: stream(), ...options });
    await expect(run).rejects.toMatchObject({ code });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('stops for a signal, refuses rows of another width and rows after its end', async () => {
    const before = tf.memory().numTensors;
    const rows = quadrants(40, 1);
    const options = { subsets: [first(40)], stream: stream(), epochs: 2 };
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(trainClassifierBank(rows, { ...options, signal })).rejects.toThrow('enough');
    const bank = await trainClassifierBank(rows, options);
    await expect(bank.logits(new Float32Array(3))).rejects.toMatchObject({ code: 'ERR_SHAPE' });
    bank.dispose();
    await expect(bank.logits(new Float32Array(2))).rejects.toMatchObject({ code: 'ERR_DISPOSED' });
    expect(tf.memory().numTensors).toBe(before);
  });
});
