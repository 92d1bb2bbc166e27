import * as tf from '@tensorflow/tfjs';
import type { Environment } from '@causal-mechanisms/datasets';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { evaluatePolicy } from '../../../src/policy/evaluate/evaluatePolicy.ts';
import type { PolicyModel } from '../../../src/policy/model/policyModel.ts';
import type { ActorCriticConfigInput } from '../../../src/policy/training/actorCriticConfig.ts';
import { trainActorCritic } from '../../../src/policy/training/trainActorCritic.ts';
import type { TrainActorCriticOptions } from '../../../src/policy/training/trainActorCritic.ts';
import { code, corridor, recall, TINY } from '../environments.ts';

beforeAll(() => useBackend());

async function train(
  environment: Environment,
  options: TrainActorCriticOptions,
): Promise<{ model: PolicyModel; last: Readonly<Record<string, number>> }> {
  let last: Readonly<Record<string, number>> = {};
  for await (const event of trainActorCritic(environment, options)) {
    if (event.kind === 'step') last = event.scalars;
    if (event.kind === 'end') return { model: event.model, last };
  }
  throw new Error('expected an end event');
}

const LEARNING: ActorCriticConfigInput = {
  ...TINY,
  encoder: [16],
  critic: [],
  environments: 16,
  rolloutSteps: 8,
  optimiser: 'adam',
  learningRate: 0.01,
  discount: 0.9,
};

describe('trainActorCritic learns', () => {
  it('to go down a corridor', async () => {
    const environment = corridor(5);
    const { model, last } = await train(environment, {
      config: { ...LEARNING, core: { kind: 'lstm', units: 8 }, updates: 60 },
    });
    const scores = await evaluatePolicy(model, environment, { choice: 'likeliest', episodes: 16 });
    expect(scores).toMatchObject({ successRate: 1, meanSteps: 4 });
    expect(scores.meanReturn).toBeCloseTo(1 - 3 * 0.05, 5);
    expect(last['entropy']).toBeLessThan(0.5);
    model.dispose();
  });

  it.each([
    ['RIMs', { ...TINY.core, units: 24 }],
    ['an LSTM', { kind: 'lstm', units: 16 }],
  ] as const)('to name a cue that was shown at the first step alone: %s', async (_, core) => {
    const environment = recall(4);
    const { model } = await train(environment, { config: { ...LEARNING, core, updates: 150 } });
    const { successRate } = await evaluatePolicy(model, environment, { episodes: 200 });
    expect(successRate).toBeGreaterThan(0.9);
    model.dispose();
  });
});

describe('trainActorCritic', () => {
  it.each<[string, TrainActorCriticOptions, string]>([
    [
      'an unknown setting',
      { config: { ...TINY, batches: 3 } as ActorCriticConfigInput },
      'ERR_CONFIG',
    ],
    ['a Transformer', { config: { core: { kind: 'transformer' } } }, 'ERR_CONFIG'],
    ['no updates', { config: { ...TINY, updates: 0 } }, 'ERR_CONFIG'],
  ])('refuses %s before it starts', async (_, options, expected) => {
    const before = tf.memory().numTensors;
    expect(await train(corridor(3), options).catch(code)).toBe(expected);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses what is no environment', async () => {
    const before = tf.memory().numTensors;
    for (const environment of [null, {}, { ...corridor(3), start: 3 }]) {
      expect(await train(environment as never, { config: TINY }).catch(code)).toBe('ERR_ARGUMENT');
    }
    const empty = { ...corridor(3), start: () => ({ count: 1 }) };
    expect(await train(empty as never, { config: TINY }).catch(code)).toBe('ERR_ARGUMENT');
    expect(tf.memory().numTensors).toBe(before);
  });

  it('ends a run whose environment gives what does not fit, and leaves nothing behind', async () => {
    const before = tf.memory().numTensors;
    const spoiled: Environment = {
      ...corridor(3),
      start(count, stream) {
        const batch = corridor(3).start(count, stream);
        return { ...batch, observe: () => new Float32Array(1) };
      },
    };
    const run = train(spoiled, { config: TINY });
    await expect(run).rejects.toThrow(/trainActorCritic: environment.observe\(\)/);
    expect(tf.memory().numTensors).toBe(before);
  });
});
