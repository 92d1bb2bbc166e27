import * as tf from '@tensorflow/tfjs';
import type { Environment } from '@causal-mechanisms/datasets';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { collectRollout } from '../../../src/policy/training/rollout.ts';
import { code, recall, TINY } from '../environments.ts';
import { begin, leftBehind } from './runs.ts';

beforeAll(() => useBackend());

describe('collectRollout', () => {
  it('keeps what was seen, done and got, step by step', async () => {
    const left = await leftBehind(async () => {
      const { parts, dispose } = begin(recall(3), TINY);
      const first = await collectRollout(parts, 4);
      expect(first).toMatchObject({ steps: 4, count: 3 });
      // A cue, nothing, the question, and the cue of the next episode.
      const sums = [0, 1, 2, 3].map((t) =>
        first.observations.slice(9 * t, 9 * (t + 1)).reduce((sum, value) => sum + value, 0),
      );
      expect(sums).toEqual([3, 0, 3, 3]);
      expect([...first.ended]).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0]);
      expect(first.finished).toHaveLength(3);
      for (let i = 0; i < 3; i++) {
        const cue = first.observations.slice(3 * i, 3 * i + 2).indexOf(1);
        expect(first.rewards[6 + i]).toBe(first.actions[6 + i] === cue ? 1 : 0);
      }
      const second = await collectRollout(parts, 1);
      // It goes on: in the middle of the episode, with what the critic said last.
      expect(second.observations).toEqual(new Float32Array(9));
      expect(second.values).toEqual(first.lastValues);
      tf.dispose([{ ...first.start }, { ...second.start }]);
      dispose();
    });
    expect(left).toBe(0);
  });

  it('leaves nothing behind where the environment fails', async () => {
    const spoiled: Environment = {
      ...recall(3),
      start(count, stream) {
        const batch = recall(3).start(count, stream);
        let steps = 0;
        return {
          ...batch,
          step: (actions) => {
            const step = batch.step(actions);
            return ++steps < 3 ? step : { ...step, rewards: new Float32Array(1) };
          },
        };
      },
    };
    const left = await leftBehind(async () => {
      const { parts, dispose } = begin(spoiled, TINY);
      expect(await collectRollout(parts, 4).catch(code)).toBe('ERR_SHAPE');
      dispose();
    });
    expect(left).toBe(0);
  });
});
