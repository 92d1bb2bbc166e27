import * as tf from '@tensorflow/tfjs';
import { addingTask } from '@causal-mechanisms/datasets';
import type { SequenceTask } from '@causal-mechanisms/datasets';
import {
  FlatAdam,
  memoryCheckpoints,
  RandomStream,
  useBackend,
} from '@causal-mechanisms/tensor-utils';
import { learnerContract } from '@causal-mechanisms/test-utils';
import type { CoreState } from '../../src/cores/sequenceCore.ts';
import { SequenceModel } from '../../src/model/sequenceModel.ts';
import { sequenceLearner } from '../../src/training/sequenceLearner.ts';
import { trainSequenceModel } from '../../src/training/trainSequenceModel.ts';
import { modelConfigOf, resolveSequenceTrainingConfig } from '../../src/training/trainingConfig.ts';
import type { SequenceTrainingConfigInput } from '../../src/training/trainingConfig.ts';
import { updateModel } from '../../src/training/updateModel.ts';
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

describe('a learner', () => {
  /** Two steps of two batches of a task, with the model that took them. */
  async function twoSteps(carryState: boolean) {
    const config = resolveSequenceTrainingConfig({ ...tiny, carryState }, copying);
    const learner = sequenceLearner(config, copying);
    const first = await learner.main.step(0);
    const second = await learner.main.step(1);
    return { config, learner, losses: [first, second].map(({ scalars }) => scalars['loss']) };
  }

  it.each([true, false])('starts a batch where the one before ended: %s', async (carryState) => {
    const { config, learner, losses } = await twoSteps(carryState);
    // The same by hand: parameters, batches and optimiser as the streams of the seed give them.
    const master = new RandomStream(config.seed);
    const model = SequenceModel.create(modelConfigOf(config, copying), master.split('parameters'));
    const adam = new FlatAdam(model.parameters.layout.length, { learningRate: 1 });
    const [batches, dropout] = [master.split('batches'), master.split('dropout')];
    const step = (done: number, state?: CoreState) =>
      updateModel({ config, model, adam }, copying.sample(config.batchSize, batches), {
        done,
        dropout,
        ...(state === undefined ? {} : { state }),
      });
    const first = await step(0);
    const second = await step(1, first.state);
    expect(losses[0]).toBeCloseTo(first.loss, 6);
    expect(losses[1]).toBeCloseTo(second.loss, 6);
    // A start from nothing would have been another one.
    if (carryState) {
      const [whole, fresh] = [await twoSteps(true), await twoSteps(false)];
      expect(Math.abs((whole.losses[1] ?? NaN) - (fresh.losses[1] ?? NaN))).toBeGreaterThan(1e-6);
      for (const other of [whole, fresh]) {
        other.learner.dispose();
        other.learner.model.dispose();
      }
    }
    tf.dispose([{ ...first.state }, { ...second.state }]);
    learner.dispose();
    learner.model.dispose();
    adam.dispose();
    model.dispose();
  });

  it('disposes of all but the model', async () => {
    const before = tf.memory().numTensors;
    const { learner } = await twoSteps(true);
    learner.dispose();
    learner.model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
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
