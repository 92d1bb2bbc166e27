import { useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { measureUpdates } from '../../src/rims/measureUpdates.ts';

const SIZES = { units: 8, modules: 2, active: 1, gap: 2, batch: 2, threads: 1 };

beforeAll(async () => {
  await useBackend();
});

describe('measureUpdates', () => {
  it.each(['rims', 'lstm'] as const)(
    'times updates of %s and leaves nothing behind',
    async (model) => {
      const before = tf.memory().numTensors;
      const { times, extras } = await measureUpdates(model, { ...SIZES, iterations: 3, warmup: 1 });
      expect(tf.memory().numTensors).toBe(before);
      expect(times.seconds).toHaveLength(3);
      expect(times.cpuSeconds).toBeGreaterThan(0);
      // Twenty classes that are not yet learned.
      expect(extras['loss']).toBeCloseTo(Math.log(20), 0);
      expect(extras['live_tensors']).toBeGreaterThan(before);
      expect(extras['parameters']).toBeGreaterThan(8 * 20 * 2);
    },
  );
});
