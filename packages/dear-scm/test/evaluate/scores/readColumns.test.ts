import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { readColumns } from '../../../src/evaluate/scores/readColumns.ts';
import { toyReader, TOY_ROWS } from '../counterfactuals/toyScenes.ts';

beforeAll(() => useBackend());

const wanted = {
  reader: toyReader,
  factors: ['cause', 'effect'],
  rows: 4,
  batch: (from: number, count: number) =>
    tf.tensor2d(TOY_ROWS.slice(from, from + count).map((row) => [...row])),
  batchSize: 3,
  signal: undefined,
};

describe('readColumns', () => {
  it('reads the factors that are wanted, some rows at a time, without a tensor left', async () => {
    const before = tf.memory().numTensors;
    const columns = await readColumns('f', wanted);
    expect(columns.map((column) => [...column])).toEqual([
      [0, 1, 2, 3],
      [1, 2, 4, 5.5],
    ]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses what does not fit, disposes of all, and stops for a signal', async () => {
    const before = tf.memory().numTensors;
    const refused = (more: object) => readColumns('f', { ...wanted, ...more });
    await expect(refused({ factors: ['light'] })).rejects.toThrow(
      /f: .*not light; it reads effect/,
    );
    const short = { ...toyReader, factorValues: () => Promise.resolve(new Float64Array(2)) };
    await expect(refused({ reader: short })).rejects.toMatchObject({ code: 'ERR_SHAPE' });
    const failing = { ...toyReader, factorValues: () => Promise.reject(new Error('blind')) };
    await expect(refused({ reader: failing })).rejects.toThrow('blind');
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(refused({ signal })).rejects.toThrow('enough');
    expect(tf.memory().numTensors).toBe(before);
  });
});
