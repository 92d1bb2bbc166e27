import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { imageTables } from '../../../../src/recipes/dear-scm/images/imageTables.ts';
import { TINY_TASK, tinyModel } from './tinyTask.ts';

beforeAll(async () => {
  await useBackend();
});

describe('imageTables', () => {
  it('shows interventions and traversals of every factor, reconstructions and samples', async () => {
    const model = await tinyModel();
    const before = tf.memory().numTensors;
    const tables = await imageTables(model, TINY_TASK.test, { shown: 2, values: 3 }, 1);
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
    const rows = tables['interventions']?.rows ?? [];
    expect(rows.map(({ label, count }) => [label, count])).toEqual([
      ['image 1, do(brightness)', 4],
      ['image 1, do(bright)', 3],
      ['image 2, do(brightness)', 4],
      ['image 2, do(bright)', 3],
    ]);
    // A tenth within the ends of the labels, 0 and 92.
    expect(rows[0]?.captions).toEqual(['given', '9.2 %', '46 %', '82.8 %']);
    expect(rows[1]?.captions).toEqual(['given', '0', '1']);
    expect(tables['traversals']?.rows[1]?.label).toBe('image 1, bright alone');
    expect(tables['reconstructions']?.rows.map(({ count }) => count)).toEqual([8, 8]);
    expect(tables['samples']?.rows.map(({ count }) => count)).toEqual([8, 8]);
  });
});
