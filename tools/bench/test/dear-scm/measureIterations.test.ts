import { useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { measureIterations } from '../../src/dear-scm/measureIterations.ts';

beforeAll(async () => {
  await useBackend();
});

describe('measureIterations', () => {
  it('times iterations and their three updates, and leaves nothing behind', async () => {
    const before = tf.memory().numTensors;
    const counts = { iterations: 3, warmup: 1 };
    const { times, extras } = await measureIterations({ image: 16, width: 2, batch: 4 }, counts);
    expect(tf.memory().numTensors).toBe(before);
    expect(times.seconds).toHaveLength(3);
    expect(times.cpuSeconds).toBeGreaterThan(0);
    const parts = ['discriminator_s', 'encoder_s', 'generator_s'].map(
      (part) => extras[part] ?? NaN,
    );
    expect(Math.min(...parts)).toBeGreaterThan(0);
    expect(Math.max(...parts)).toBeLessThan(Math.max(...times.seconds));
    // Neither side of the discriminator is known yet.
    expect(extras['loss']).toBeGreaterThan(0.5);
    expect(extras['loss']).toBeLessThan(3);
    expect(extras['parameters']).toBeGreaterThan(1000);
    expect(extras['live_tensors']).toBeGreaterThan(before);
    expect(extras['peak_mib']).toBeGreaterThan(50);
  });
});
