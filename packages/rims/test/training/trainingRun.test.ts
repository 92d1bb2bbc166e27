import * as tf from '@tensorflow/tfjs';
import { addingTask } from '@causal-mechanisms/datasets';
import type { SequenceTask } from '@causal-mechanisms/datasets';
import { memoryCheckpoints, useBackend } from '@causal-mechanisms/tensor-utils';
import type { TrainingState } from '@causal-mechanisms/tensor-utils';
import type { SequenceTrainingConfigInput } from '../../src/training/trainingConfig.ts';
import { code, copying, expectSame, tiny, train } from './runs.ts';

beforeAll(() => useBackend());

describe('a run that stopped', () => {
  it.each<[string, SequenceTrainingConfigInput, SequenceTask]>([
    ['as it is', tiny, copying],
    [
      'with a step size that falls',
      { ...tiny, learningRate: 0.01, finalLearningRate: 1e-4 },
      copying,
    ],
    ['with states carried', { ...tiny, carryState: true }, copying],
    [
      'with dropout everywhere',
      {
        ...tiny,
        dropout: 0.3,
        core: { ...tiny.core, inputDropout: 0.2, communicationDropout: 0.2 },
      },
      copying,
    ],
    [
      'with an LSTM, vectors, one answer',
      {
        core: { kind: 'lstm', units: 6 },
        batchSize: 4,
        updates: 10,
        carryState: true,
        dropout: 0.1,
      },
      addingTask({ length: 4 }),
    ],
    [
      'with an entity network',
      { ...tiny, core: { kind: 'entnet', slots: 2, slotWidth: 4 }, carryState: true },
      copying,
    ],
  ])('goes on as if it had not: %s', async (_, config, task) => {
    const whole = await train(task, { config });
    const store = memoryCheckpoints();
    const half = await train(task, { config, checkpoints: { store, every: 100 } }, 5);
    const resume = (await store.latest())?.state;
    expect(resume?.step).toBe(5);
    const rest = await train(task, { config, resume });
    expect(rest.events[0]).toMatchObject({ kind: 'start', step: 5 });
    expectSame(rest.values, whole.values);
    expectSame(
      Float32Array.from([...half.losses, ...rest.losses]),
      Float32Array.from(whole.losses),
    );
    for (const { model } of [whole, half, rest]) model.dispose();
  });

  it('may be prolonged', async () => {
    const store = memoryCheckpoints();
    const config = { ...tiny, updates: 3 };
    const short = await train(copying, { config, checkpoints: { store, every: 100 } });
    const resume = (await store.latest())?.state;
    const long = await train(copying, { config: { ...tiny, updates: 6 }, resume });
    const whole = await train(copying, { config: { ...tiny, updates: 6 } });
    expectSame(long.values, whole.values);
    for (const { model } of [short, long, whole]) model.dispose();
  });

  it('is not prolonged where its step size falls: the updates it has done would have been others', async () => {
    const store = memoryCheckpoints();
    const falling = { ...tiny, learningRate: 0.01, finalLearningRate: 1e-4 };
    const config = { ...falling, updates: 3 };
    const { model } = await train(copying, { config, checkpoints: { store, every: 3 } });
    model.dispose();
    const resume = (await store.latest())?.state;
    const longer = train(copying, { config: { ...falling, updates: 6 }, resume });
    await expect(longer).rejects.toMatchObject({
      code: 'ERR_CHECKPOINT',
      message: expect.stringMatching(/other settings: updates$/) as string,
    });
  });

  const saved = async (): Promise<TrainingState> => {
    const store = memoryCheckpoints();
    const { model } = await train(copying, {
      config: { ...tiny, updates: 3 },
      checkpoints: { store, every: 3 },
    });
    model.dispose();
    return (await store.latest())?.state as TrainingState;
  };

  it.each<[string, (state: TrainingState) => TrainingState, SequenceTrainingConfigInput, RegExp]>([
    [
      'another learning rate',
      (state) => state,
      { learningRate: 0.5 },
      /other settings: learningRate/,
    ],
    [
      'another core',
      (state) => state,
      { core: { ...tiny.core, activeModules: 1 } },
      /other settings: core$/,
    ],
    ['fewer updates', (state) => state, { updates: 2 }, /update 3, past the 2/],
    ['damaged progress', (state) => ({ ...state, json: { update: 3 } }), {}, /progress .* damaged/],
    ['no parameters', (state) => ({ ...state, arrays: {} }), {}, /no entries of/],
    [
      'too few parameters',
      (state) => ({
        ...state,
        arrays: { ...state.arrays, values: { shape: [2], values: new Float32Array(2) } },
      }),
      {},
      /2 entries of values/,
    ],
  ])('is not gone on with: %s', async (_, damage, change, message) => {
    const state = damage(await saved());
    const before = tf.memory().numTensors;
    const failed = train(copying, { config: { ...tiny, ...change }, resume: state });
    await expect(failed).rejects.toThrow(message);
    expect(await failed.catch(code)).toBe('ERR_CHECKPOINT');
    expect(tf.memory().numTensors).toBe(before);
  });
});
