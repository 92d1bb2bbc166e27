import { useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { measureMetaSteps } from '../../src/meta-transfer/measureMetaSteps.ts';

const SIZES = { tasks: 2, shots: 2, steps: 1, units: 3, threads: 1 };

beforeAll(async () => {
  await useBackend();
});

describe('measureMetaSteps', () => {
  it.each(['second', 'tapes-1st'] as const)('times meta-steps: %s', async (form) => {
    const before = tf.memory().numTensors;
    const from = performance.now();
    const { times, extras } = await measureMetaSteps(form, { ...SIZES, iterations: 2, warmup: 1 });
    expect(tf.memory().numTensors).toBe(before);
    expect(times.seconds).toHaveLength(2);
    expect(times.seconds.every((seconds) => seconds > 0)).toBe(true);
    const total = times.seconds.reduce((sum, seconds) => sum + seconds);
    expect(total).toBeLessThan((performance.now() - from) / 1000);
    expect(times.cpuSeconds).toBeGreaterThan(0);
    expect(extras['peak_mib']).toBeGreaterThan(50);
  });
});
