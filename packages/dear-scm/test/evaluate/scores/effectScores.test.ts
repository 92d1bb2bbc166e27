import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { effectScores } from '../../../src/index.ts';
import { toyModel, toyReader, toyScenes } from '../counterfactuals/toyScenes.ts';

beforeAll(() => useBackend());

const ranges = [
  { name: 'cause', least: 0, most: 4 },
  { name: 'effect', least: -10, most: 10 },
];
const options = { reader: toyReader, ranges, batchSize: 3 };

describe('effectScores', () => {
  it('gives effects in shares of ranges', async () => {
    const before = tf.memory().numTensors;
    const { factors, lower, upper, mean } = await effectScores(toyModel(), toyScenes, options);
    expect(tf.memory().numTensors).toBe(before);
    expect(factors).toEqual(['cause', 'effect']);
    // From 0 to 4 the cause moves by its range, the effect by 8 of 20; setting the effect moves no cause.
    const expected = [
      [1, 0.4],
      [0, 1],
    ];
    for (const found of [lower, upper, mean]) {
      found.forEach((row, i) =>
        row.forEach((value, j) => expect(value).toBeCloseTo(expected[i]?.[j] ?? NaN, 6)),
      );
    }
  });

  it('bounds effects from both sides where rows differ', async () => {
    // Rows with a small cause are moved up, those with a large one down.
    const model = toyModel((row, { cause }) => {
      const up = (row[0] ?? 0) < 2 ? 1 : -1;
      return [up * (cause ?? row[0] ?? 0), row[1] ?? NaN, row[2] ?? NaN];
    });
    const { lower, upper } = await effectScores(model, toyScenes, options);
    expect(lower[0]?.[0]).toBeCloseTo(0, 6);
    expect(upper[0]?.[0]).toBeCloseTo(1, 6);
    expect(upper[0]?.[1]).toBeCloseTo(0, 6);
  });

  it('refuses what does not fit, and stops for a signal', async () => {
    const refused = (more: object) => effectScores(toyModel(), toyScenes, { ...options, ...more });
    for (const [least, most] of [
      [1, 1],
      [2, 1],
      [0, Infinity],
      [NaN, 1],
    ]) {
      await expect(refused({ ranges: [{ name: 'cause', least, most }] })).rejects.toThrow(
        /range of cause must have a width/,
      );
    }
    await expect(refused({ ranges: [] })).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
    await expect(refused({ batchSize: 0 })).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
    await expect(refused({ ranges: [{ name: 'light', least: 0, most: 1 }] })).rejects.toThrow(
      /light/,
    );
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(refused({ signal })).rejects.toThrow('enough');
  });
});
