import { jest } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import type { Environment } from '@causal-mechanisms/datasets';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { evaluatePolicy } from '../../../src/policy/evaluate/evaluatePolicy.ts';
import type { EvaluatePolicyOptions } from '../../../src/policy/evaluate/evaluatePolicy.ts';
import { PolicyModel } from '../../../src/policy/model/policyModel.ts';
import { PolicyRunner } from '../../../src/policy/model/policyRunner.ts';
import { code, corridor, recall } from '../environments.ts';

beforeAll(() => useBackend());

const create = ({ observationWidth, actions }: Environment) =>
  PolicyModel.create(
    {
      core: { kind: 'lstm', units: 4 },
      observationWidth,
      actions,
      encoder: [4],
      actor: [],
      critic: [],
    },
    new RandomStream(1),
  );

/** Room i has episodes of i + 1 steps with a reward of 1 at the end. */
const unequal: Environment = {
  name: 'unequal',
  observationWidth: 1,
  actions: 2,
  start(count) {
    const steps = new Int32Array(count);
    return {
      count,
      observe: () => new Float32Array(count),
      step() {
        const ended = Uint8Array.from({ length: count }, (_, i) => {
          const isOver = (steps[i] = (steps[i] as number) + 1) > i;
          if (isOver) steps[i] = 0;
          return Number(isOver);
        });
        const rewards = Float32Array.from(ended);
        return { observations: new Float32Array(count), rewards, ended };
      },
    };
  },
};

describe('evaluatePolicy', () => {
  it('counts as many episodes of each environment, long or short', async () => {
    const model = create(unequal);
    const scores = await evaluatePolicy(model, unequal, { episodes: 8, environments: 4 });
    expect(scores).toEqual({ episodes: 8, successRate: 1, meanReturn: 1, meanSteps: 2.5 });
    // Five: two of the first environment.
    const five = await evaluatePolicy(model, unequal, { episodes: 5, environments: 4 });
    expect(five.meanSteps).toBe((1 + 1 + 2 + 3 + 4) / 5);
    model.dispose();
  });

  it('depends on its seed, and leaves nothing behind', async () => {
    const before = tf.memory().numTensors;
    const environment = recall(2);
    const model = create(environment);
    const score = (seed: number) => evaluatePolicy(model, environment, { episodes: 60, seed });
    const [a, b, c] = [await score(3), await score(3), await score(4)];
    expect(a).toEqual(b);
    expect(a.meanReturn).not.toBe(c.meanReturn);
    expect(Math.abs(a.successRate - 0.5)).toBeLessThan(0.3);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('lets the policy forget at the end of an episode', async () => {
    const model = create(recall(1));
    const restart = jest.spyOn(PolicyRunner.prototype, 'restart');
    await evaluatePolicy(model, recall(1), { episodes: 6, environments: 3 });
    // Episodes of one step: twice, in all three.
    expect(restart.mock.calls).toEqual([[Uint8Array.of(1, 1, 1)], [Uint8Array.of(1, 1, 1)]]);
    restart.mockRestore();
    model.dispose();
  });

  it.each<[string, EvaluatePolicyOptions]>([
    ['episodes', { episodes: 0 }],
    ['environments', { episodes: 4, environments: 5 }],
    ['seed', { seed: -1 }],
    ['choice', { choice: 'best' as never }],
    ['mostSteps', { mostSteps: 0 }],
    ['signal', { signal: {} as never }],
  ])('refuses impossible %s', async (name, options) => {
    const model = create(corridor(3));
    const run = evaluatePolicy(model, corridor(3), options);
    await expect(run).rejects.toThrow(`evaluatePolicy: ${name}`);
    expect(await run.catch(code)).toBe('ERR_ARGUMENT');
    model.dispose();
  });

  it('refuses other environments, disposed policies, and episodes without an end', async () => {
    const before = tf.memory().numTensors;
    const model = create(corridor(3));
    await expect(evaluatePolicy(model, corridor(4))).rejects.toMatchObject({ code: 'ERR_CONFIG' });
    await expect(evaluatePolicy(model, {} as never)).rejects.toThrow(/environment/);
    await expect(evaluatePolicy({} as never, corridor(3))).rejects.toThrow(/model/);
    const endless: Environment = {
      ...corridor(3),
      start: (count, stream) => ({
        ...corridor(3).start(count, stream),
        step: () => ({
          observations: new Float32Array(3 * count),
          rewards: new Float32Array(count),
          ended: new Uint8Array(count),
        }),
      }),
    };
    const run = evaluatePolicy(model, endless, { episodes: 2, mostSteps: 5 });
    await expect(run).rejects.toThrow(/after 5 steps .* only 0 of 2 episodes/);
    const stop = new AbortController();
    stop.abort(new Error('enough'));
    await expect(evaluatePolicy(model, endless, { signal: stop.signal })).rejects.toThrow('enough');
    model.dispose();
    await expect(evaluatePolicy(model, corridor(3))).rejects.toMatchObject({
      code: 'ERR_DISPOSED',
    });
    expect(tf.memory().numTensors).toBe(before);
  });
});
