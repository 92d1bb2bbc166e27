import { useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { measurePasses } from '../../src/rims/measurePasses.ts';

const SIZES = { units: 8, modules: 2, active: 1, gap: 2, batch: 2, threads: 1 };

beforeAll(async () => {
  await useBackend();
});

describe('measurePasses', () => {
  it.each(['fast', 'batched', 'plain'] as const)('times passes of the %s form', async (form) => {
    const before = tf.memory().numTensors;
    const [from, cpu] = [performance.now(), process.cpuUsage()];
    const { times, extras } = await measurePasses(form, { ...SIZES, iterations: 2, warmup: 1 });
    expect(tf.memory().numTensors).toBe(before);
    expect(times.seconds).toHaveLength(2);
    expect(times.seconds.every((seconds) => seconds > 0)).toBe(true);
    const [passed, used] = [(performance.now() - from) / 1000, process.cpuUsage(cpu)];
    expect(times.seconds.reduce((sum, seconds) => sum + seconds)).toBeLessThan(passed);
    expect(times.cpuSeconds).toBeGreaterThan(0);
    expect(2 * times.cpuSeconds).toBeLessThan((used.user + used.system) / 1e6);
    expect(extras['peak_mib']).toBeGreaterThan(50);
    expect(extras['peak_mib']).toBeLessThan(2 ** 16);
  });
});
