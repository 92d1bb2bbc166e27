import { useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { trainLive } from '../../../src/panels/experts/liveTraining.ts';
import type { LiveProgress } from '../../../src/panels/experts/liveTraining.ts';

// That of the page without a graphics card: others round differently, and what a training comes to hangs on that.
beforeAll(() => useBackend({ backend: 'wasm' }));

describe('trainLive', () => {
  // Where nothing but rounding changed, `npm run playground:measure-live` tells whether this seed alone ends elsewhere.
  it('gives each change an expert of its own in as many iterations as on the page', async () => {
    const seen: LiveProgress[] = [];
    const call = { signal: new AbortController().signal, report: seen.push.bind(seen) };
    const { model, result } = await trainLive({ seed: 1, iterations: 300 }, call);
    model.dispose();
    expect(result).toMatchObject({ reason: 'completed', step: 300, matched: 5 });
    expect([...new Set(seen.map(({ phase }) => phase))]).toEqual(['identity', 'competition']);
    const shares = seen.flatMap(({ wins = [] }) => wins);
    // Before the first iteration, and after every tenth.
    expect(shares).toHaveLength(5 * 31);
    for (const row of shares) {
      expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
    }
    expect(result.wins).toEqual(shares.slice(-5));
  }, 600_000);

  it('keeps what it has come to when it is aborted', async () => {
    const control = new AbortController();
    const report = (progress: LiveProgress) => {
      if (progress.phase === 'competition' && progress.step === 2) control.abort();
    };
    const before = tf.memory().numTensors;
    const call = { signal: control.signal, report };
    const { model, result } = await trainLive({ seed: 1, iterations: 300 }, call);
    expect(result).toMatchObject({ reason: 'aborted', step: 2 });
    expect(model.shape).toEqual([16, 16, 1]);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
