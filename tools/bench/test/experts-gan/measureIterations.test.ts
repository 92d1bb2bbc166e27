import { useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { measureIterations } from '../../src/experts-gan/measureIterations.ts';

beforeAll(async () => {
  await useBackend();
});

describe('measureIterations', () => {
  it('times iterations in which every expert wins, and leaves nothing behind', async () => {
    const before = tf.memory().numTensors;
    const sizes = { experts: 3, filters: 2, batch: 6, iterations: 2, warmup: 1, threads: 1 };
    const { times, extras } = await measureIterations(sizes);
    expect(tf.memory().numTensors).toBe(before);
    expect(times.seconds).toHaveLength(2);
    expect(times.cpuSeconds).toBeGreaterThan(0);
    expect(extras).toEqual({ winning_experts: 3 });
  });
});
