import { useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { trainLive } from '../../../src/panels/experts/liveTraining.ts';
import type { LiveProgress } from '../../../src/panels/experts/liveTraining.ts';

beforeAll(() => useBackend());

describe('trainLive', () => {
  it('tells how far it is, and keeps what it has come to when it is aborted', async () => {
    const control = new AbortController();
    const seen: LiveProgress[] = [];
    const report = (progress: LiveProgress) => {
      seen.push(progress);
      if (progress.phase === 'competition' && progress.step === 2) control.abort();
    };
    const before = tf.memory().numTensors;
    const call = { signal: control.signal, report };
    const { model, result } = await trainLive({ seed: 1, iterations: 300 }, call);
    expect(result).toMatchObject({ reason: 'aborted', step: 2 });
    expect(model.shape).toEqual([16, 16, 1]);
    expect(seen.some(({ phase }) => phase === 'identity')).toBe(true);
    const { wins } = seen.find((progress) => progress.wins !== undefined) ?? {};
    expect(wins).toHaveLength(5);
    for (const row of wins ?? []) {
      expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
    }
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
