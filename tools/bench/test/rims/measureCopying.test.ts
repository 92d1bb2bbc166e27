import { useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { measureCopying } from '../../src/rims/measureCopying.ts';

beforeAll(async () => {
  await useBackend();
});

it('times the updates behind the warm-up, of the sizes it is told, and leaves nothing behind', async () => {
  const before = tf.memory().numTensors;
  const { times, extras } = await measureCopying({
    core: { kind: 'lstm', units: 4 },
    embeddingWidth: 3,
    tokens: 12,
    symbols: 1,
    gap: 2,
    batch: 2,
    warmup: 1,
    iterations: 2,
  });
  expect(tf.memory().numTensors).toBe(before);
  expect(times.seconds).toHaveLength(2);
  // Embedding and decoder of 12 tokens, and the gates.
  expect(extras['parameters']).toBe(12 * 3 + (12 * 4 + 12) + 4 * 4 * (3 + 4 + 1));
  expect(extras['loss']).toBeCloseTo(Math.log(12), 0);
});
