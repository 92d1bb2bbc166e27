import * as tf from '@tensorflow/tfjs';
import { factorDataset } from '@causal-mechanisms/datasets';
import { reconstructionError } from '../../src/evaluate/reconstructionError.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const DATA = factorDataset({
  name: 'three',
  observations: Float32Array.of(0, 1, 2, 3, 4, 5),
  shape: [2],
  factors: [{ name: 'a', kind: 'binary' }],
  values: [0, 1, 0],
});

describe('reconstructionError', () => {
  it('is the mean squared difference, in batches of any size', async () => {
    const before = tf.memory().numTensors;
    // Squares of 0.5 and 1 in turns.
    const model = { observationShape: [2], reconstruct: (x: tf.Tensor) => tf.add(x, [0.5, 1]) };
    for (const batchSize of [1, 2, 256]) {
      expect(await reconstructionError(model, DATA, { batchSize })).toBeCloseTo(0.625, 6);
    }
    // The last batch counts for one observation only.
    const blind = { observationShape: [2], reconstruct: (x: tf.Tensor) => tf.zerosLike(x) };
    expect(await reconstructionError(blind, DATA, { batchSize: 2 })).toBeCloseTo(55 / 6, 5);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses other shapes and sizes, and stops when it is told to', async () => {
    const model = { observationShape: [3], reconstruct: (x: tf.Tensor) => tf.clone(x) };
    await expect(reconstructionError(model, DATA)).rejects.toMatchObject({ code: 'ERR_SHAPE' });
    const fits = { ...model, observationShape: [2] };
    await expect(reconstructionError(fits, DATA, { batchSize: 0 })).rejects.toMatchObject({
      code: 'ERR_ARGUMENT',
    });
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(reconstructionError(fits, DATA, { signal })).rejects.toThrow('enough');
  });
});
