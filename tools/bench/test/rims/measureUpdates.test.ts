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
      expect(extras['peak_mib']).toBeGreaterThan(50);
      expect(extras['peak_mib']).toBeLessThan(2 ** 16);
      // Embedding and decoder of 20 tokens, and the gates of the LSTM.
      const lstm = 20 * 8 + (8 * 20 + 20) + 4 * 8 * (8 + 8 + 1);
      expect(extras['parameters'] === lstm).toBe(model === 'lstm');
    },
  );
});
