import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { TINY_TASK, tinyModel } from './tinyTask.ts';

beforeAll(async () => {
  await useBackend();
});

describe('trainImages', () => {
  it('trains with as many coordinates as asked for, in batches no larger than there are images', async () => {
    const before = tf.memory().numTensors;
    const model = await tinyModel();
    expect(model.latentWidth).toBe(3);
    expect(model.factorNames).toEqual(['brightness', 'bright']);
    expect(model.observationShape).toEqual(TINY_TASK.training.shape);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
