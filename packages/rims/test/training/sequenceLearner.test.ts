import * as tf from '@tensorflow/tfjs';
import { addingTask } from '@causal-mechanisms/datasets';
import type { SequenceTask } from '@causal-mechanisms/datasets';
import { memoryCheckpoints, useBackend } from '@causal-mechanisms/tensor-utils';
import { learnerContract } from '@causal-mechanisms/test-utils';
import type { SequenceModel } from '../../src/model/sequenceModel.ts';
import { trainSequenceModel } from '../../src/training/trainSequenceModel.ts';
import type { SequenceTrainingConfigInput } from '../../src/training/trainingConfig.ts';
import { copying, expectSame, tiny, train } from './runs.ts';

beforeAll(() => useBackend());

learnerContract<SequenceModel>('trainSequenceModel', {
  start: (options, { steps, foreign }) =>
    trainSequenceModel(copying, {
      ...options,
      config: { ...tiny, updates: steps, clipNorm: foreign ? 2 : 1 },
    }),
  main: 'training',
  prolongable: true,
  fingerprint: ({ parameters }) => parameters.values.data(),
  tolerance: () => (tf.getBackend() === 'tensorflow' ? 1e-5 : 0),
});

learnerContract<SequenceModel>('trainSequenceModel with all that can be carried', {
  start: (options, { steps, foreign }) =>
    trainSequenceModel(copying, {
      ...options,
      config: {
        ...tiny,
        core: { ...tiny.core, activeModules: foreign ? 1 : 2 },
        updates: steps,
        carryState: true,
        dropout: 0.3,
        learningRate: 0.01,
        finalLearningRate: 1e-4,
      },
    }),
  main: 'training',
  // Its step size falls: the updates it has done would have been others.
  prolongable: false,
  fingerprint: ({ parameters }) => parameters.values.data(),
  tolerance: () => (tf.getBackend() === 'tensorflow' ? 1e-5 : 0),
});

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
});
