import { useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { measureBaselines } from '../../../src/rims/baselines/measureBaselines.ts';

beforeAll(async () => {
  await useBackend();
});

describe('measureBaselines', () => {
  it.each([
    ['rmc', 216_864 + 576 * 10],
    ['entnet', 214_760 + 1888 * 10],
    ['ntm', 210_652 + 160 * 10],
    ['dnc', 210_177 + 190 * 10],
    ['transformer', 205_304 + 88 * 10],
  ] as const)('times updates of %s and leaves nothing behind', async (core, size) => {
    const before = tf.memory().numTensors;
    const sizes = { steps: 7, batch: 2, threads: 1, iterations: 2, warmup: 1 };
    const { times, extras } = await measureBaselines(core, sizes);
    expect(tf.memory().numTensors).toBe(before);
    expect(times.seconds).toHaveLength(2);
    // Core and decoder, the embedding of ten tokens, and the decoder's bias.
    expect(extras['parameters']).toBe(size + 10 * 192 + 10);
    expect(extras['loss']).toBeGreaterThan(0);
    expect(extras['live_tensors']).toBeGreaterThan(before);
  });
});
