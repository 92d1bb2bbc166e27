import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { invertContrast, shift } from '@causal-mechanisms/transforms';
import * as tf from '@tensorflow/tfjs';
import { chainTable, expertGrid } from '../../../../src/recipes/experts-gan/omniglot/figures.ts';

beforeAll(() => useBackend({ backend: 'wasm' }));

const bytes = (text = '') => Array.from(Buffer.from(text, 'base64'));

describe('expertGrid', () => {
  it('has a row for each mechanism, with its owner framed', async () => {
    const before = tf.memory().numTensors;
    const images = tf.tensor4d([1, 0, 0, 1], [2, 1, 2, 1]);
    const model = {
      experts: 2,
      apply: (of: tf.Tensor4D, expert: number) => of.mul<tf.Tensor4D>(expert),
    };
    const mechanisms = [invertContrast(), shift({ dx: 1 })];
    const table = await expertGrid(model, images, mechanisms, [1, -1], new RandomStream(1));
    expect(table.shape).toEqual([1, 2, 1]);
    expect(table.columns).toEqual(['original', 'input', 'expert 0', 'expert 1']);
    expect(table.rows.map(({ framed }) => framed)).toEqual([[3], undefined]);
    // Original, inverted, nothing, and the input itself.
    expect(bytes(table.rows[0]?.pixels)).toEqual([255, 0, 0, 255, 0, 0, 0, 255]);
    images.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('chainTable', () => {
  it('has a row for each step, and no more images than are to be shown', async () => {
    const steps = [tf.zeros<tf.Rank.R4>([3, 1, 2, 1]), tf.ones<tf.Rank.R4>([3, 1, 2, 1])];
    const table = await chainTable({ steps, labels: ['original', 'expert 1'] }, 2);
    expect(table.shape).toEqual([1, 2, 1]);
    expect(table.rows.map(({ label, count }) => [label, count])).toEqual([
      ['original', 2],
      ['expert 1', 2],
    ]);
    expect(bytes(table.rows[1]?.pixels)).toEqual([255, 255, 255, 255]);
    tf.dispose(steps);
  });
});
