import * as tf from '@tensorflow/tfjs';
import { fetchEnvironment } from '@causal-mechanisms/datasets';
import { memoryCheckpoints, useBackend } from '@causal-mechanisms/tensor-utils';
import { learnerContract } from '@causal-mechanisms/test-utils';
import type { PolicyModel } from '../../../src/policy/model/policyModel.ts';
import { trainActorCritic } from '../../../src/policy/training/trainActorCritic.ts';
import type { ActorCriticConfigInput } from '../../../src/policy/training/actorCriticConfig.ts';
import { actorCriticLearner } from '../../../src/policy/training/actorCriticLearner.ts';
import { resolveActorCriticConfig } from '../../../src/policy/training/actorCriticConfig.ts';
import { expectSame } from '../../training/runs.ts';
import { corridor, recall, TINY } from '../environments.ts';

beforeAll(() => useBackend());

learnerContract<PolicyModel>('trainActorCritic', {
  start: (options, { steps, foreign }) =>
    trainActorCritic(recall(3), {
      ...options,
      config: { ...TINY, updates: steps, clipNorm: foreign ? 2 : 1 },
    }),
  main: 'training',
  prolongable: true,
  fingerprint: ({ parameters }) => parameters.values.data(),
  tolerance: () => (tf.getBackend() === 'tensorflow' ? 1e-5 : 0),
});

const FETCH = fetchEnvironment({ size: 4, view: 3, distractors: 1, mostSteps: 7 });

async function train(config: ActorCriticConfigInput, resume?: object, stopAt?: number) {
  const stop = new AbortController();
  const store = memoryCheckpoints();
  const scalars: number[] = [];
  const options = { config, signal: stop.signal, checkpoints: { store, every: 100 } };
  const run = trainActorCritic(
    FETCH,
    resume === undefined ? options : { ...options, resume: resume as never },
  );
  for await (const event of run) {
    if (event.kind === 'step') {
      scalars.push(...Object.values(event.scalars));
      if (event.step === stopAt) stop.abort();
    }
    if (event.kind !== 'end') continue;
    const values = await event.model.parameters.values.data<'float32'>();
    event.model.dispose();
    return { scalars, values, state: (await store.latest())?.state };
  }
  throw new Error('expected an end event');
}

describe('an actor-critic that stopped', () => {
  it.each<[string, ActorCriticConfigInput]>([
    ['with RIMs', TINY],
    [
      'with an LSTM, Adam and a step size that falls',
      {
        ...TINY,
        core: { kind: 'lstm', units: 6 },
        optimiser: 'adam',
        finalLearningRate: 1e-5,
      },
    ],
  ])('goes on as if it had not, in the middle of episodes: %s', async (_, config) => {
    const before = tf.memory().numTensors;
    const whole = await train(config);
    const half = await train(config, undefined, 3);
    const rest = await train(config, half.state);
    expectSame(rest.values, whole.values);
    expectSame(
      Float32Array.from([...half.scalars, ...rest.scalars]),
      Float32Array.from(whole.scalars),
    );
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is not taken for one of another environment', async () => {
    const { state } = await train(TINY);
    const run = trainActorCritic(recall(3), { config: TINY, resume: state as never });
    await expect(run.next()).rejects.toMatchObject({ code: 'ERR_CHECKPOINT' });
  });
});

describe('the learner', () => {
  it('tells the mean of the last hundred episodes', async () => {
    const config = resolveActorCriticConfig(
      { ...TINY, rolloutSteps: 50, environments: 4 },
      recall(1),
    );
    const learner = actorCriticLearner(config, recall(1));
    const first = await learner.main.step(0);
    // 200 episodes of one step: the reward is 1 or 0.
    expect(first.scalars['episodes']).toBe(200);
    expect(first.scalars['meanReturn']).toBe(first.scalars['successRate']);
    expect((first.scalars['meanReturn'] ?? NaN) * 100).toBeCloseTo(
      Math.round((first.scalars['meanReturn'] ?? NaN) * 100),
      9,
    );
    expect((await learner.main.step(1)).scalars['episodes']).toBe(400);
    learner.dispose();
    learner.model.dispose();
  });

  it('trains without checkpoints where the environment cannot be saved', async () => {
    const before = tf.memory().numTensors;
    for await (const event of trainActorCritic(corridor(3), { config: TINY })) {
      if (event.kind === 'end') event.model.dispose();
    }
    const store = memoryCheckpoints();
    const run = trainActorCritic(corridor(3), { config: TINY, checkpoints: { store, every: 2 } });
    const toTheEnd = async () => {
      while (!(await run.next()).done);
    };
    await expect(toTheEnd()).rejects.toThrow(
      /trainActorCritic: checkpoints need environments with save and restore/,
    );
    expect(tf.memory().numTensors).toBe(before);
  });
});
