import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import type { DearModel } from '@causal-mechanisms/dear-scm';
import { endsOf, measureImages } from '../../../../src/recipes/dear-scm/images/measureImages.ts';
import { TINY_TASK, tinyModel } from './tinyTask.ts';

const { signal } = new AbortController();

beforeAll(async () => {
  await useBackend();
});

describe('measureImages', () => {
  it('measures a model, with nothing left over', async () => {
    const model = await tinyModel();
    const before = tf.memory().numTensors;
    const found = await measureImages(model, TINY_TASK.test, signal);
    expect(tf.memory().numTensors).toBe(before);
    expect(found.agreement.map(({ factor, labels }) => [factor, labels])).toEqual([
      ['brightness', 10],
      ['bright', 10],
    ]);
    expect(found.reconstruction).toBeGreaterThan(0);
    expect(found.adjacency.values[1]).toEqual([0, 0]);
    expect(found.effects.rows).toEqual(['do(brightness)', 'do(bright)']);
    expect(found.effects.values.flat().every(Number.isFinite)).toBe(true);
    const unlabelled = {
      ...TINY_TASK.test,
      values: TINY_TASK.test.values.map((v, i) => (i % 2 === 0 ? NaN : v)),
    };
    const fewer = await measureImages(model, unlabelled, signal);
    expect(fewer.agreement).toEqual([found.agreement[0]]);
    await expect(
      measureImages(model, TINY_TASK.test, AbortSignal.abort(new Error('enough'))),
    ).rejects.toThrow('enough');
    model.dispose();
  });

  it('says 1 of a factor that follows, and how far effects of it do, in ranges of labels', async () => {
    const ranges = [
      { name: 'a', kind: 'continuous', least: 0, most: 10, mean: 5, deviation: 1 },
      { name: 'b', kind: 'continuous', least: -1, most: 1, mean: 0, deviation: 1 },
      { name: 'on', kind: 'binary', least: 0, most: 1, mean: 0.5, deviation: 1 },
    ] as const;
    // A scene in which b is half of a where a is set, and b and on are what they are set to; images are what is read of them.
    const scene = {
      factors: ranges.map(({ name, kind }) => ({ name, kind })),
      factorNames: ['a', 'b', 'on'],
      observationShape: [3],
      scaling: { state: { ranges } },
      do: (images: tf.Tensor, targets: Readonly<Partial<Record<string, number>>>) => {
        const { a, b, on } = targets;
        const [rows] = images.shape;
        const row = [a ?? 3, b ?? (a ?? 3) / 10, on ?? 0];
        return Promise.resolve({
          observations: tf.tensor2d(Array.from({ length: rows }, () => row)),
        });
      },
      factorValues: async (images: tf.Tensor) => Float64Array.from(await images.data()),
      reconstruct: (images: tf.Tensor) => tf.clone(images),
      adjacency: () => Promise.resolve({ rows: [], columns: [], values: [] }),
    };
    const data = {
      ...TINY_TASK.test,
      shape: [3],
      factors: scene.factors,
      values: new Float64Array(30),
      read: () => Promise.resolve(),
    };
    const { effects, reconstruction } = await measureImages(
      scene as unknown as DearModel,
      data,
      signal,
    );
    const rounded = effects.values.map((row) => row.map((value) => Number(value.toFixed(4))));
    // From 1 to 9 of a, b moves by 0.8: 0.4 of its range, for 0.8 of the range of a.
    expect(rounded).toEqual([
      [1, 0.5, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    expect(reconstruction).toBe(0);
  });
});

describe('endsOf', () => {
  it('stays within the labels, but for binary factors', () => {
    const range = { name: 'a', least: 10, most: 20, mean: 0, deviation: 1 };
    expect(endsOf({ ...range, kind: 'continuous' })).toEqual([11, 19]);
    expect(endsOf({ ...range, kind: 'binary' })).toEqual([0, 1]);
  });
});
