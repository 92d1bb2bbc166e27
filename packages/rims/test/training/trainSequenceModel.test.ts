import * as tf from '@tensorflow/tfjs';
import { addingTask } from '@causal-mechanisms/datasets';
import type { SequenceBatch, SequenceTask } from '@causal-mechanisms/datasets';
import { memoryCheckpoints, useBackend } from '@causal-mechanisms/tensor-utils';
import type { TrainSequenceModelOptions } from '../../src/training/trainSequenceModel.ts';
import type { SequenceTrainingConfigInput } from '../../src/training/trainingConfig.ts';
import { code, copying, expectSame, tiny, train } from './runs.ts';

beforeAll(() => useBackend());

it('lets the loss fall', async () => {
  const config = { ...tiny, updates: 60, learningRate: 0.02, batchSize: 16 };
  const { losses, model } = await train(copying, { config });
  expect(losses).toHaveLength(60);
  // At the start all ten classes are equally likely.
  expect(losses[0]).toBeCloseTo(Math.log(10), 1);
  expect(losses.at(-1)).toBeLessThan(0.4 * Math.log(10));
  model.dispose();
});

it('tells what happens, in order', async () => {
  const store = memoryCheckpoints();
  const looked: number[] = [];
  const { events, model } = await train(copying, {
    config: tiny,
    checkpoints: { store, every: 4 },
    evaluate: {
      every: 5,
      run: (at, update) => {
        expect(at.config.outputs).toBe(10);
        looked.push(update);
        return Promise.resolve({ scalars: { update } });
      },
    },
  });
  const shown = events.map((event) =>
    event.kind === 'start' || event.kind === 'end' ? event.kind : `${event.kind} ${event.step}`,
  );
  expect(shown).toEqual([
    'start',
    'evaluation 0',
    ...[
      'step 1',
      'step 2',
      'step 3',
      'step 4',
      'checkpoint 4',
      'step 5',
      'evaluation 5',
      'step 6',
      'step 7',
    ],
    ...['step 8', 'checkpoint 8', 'step 9', 'step 10', 'evaluation 10', 'checkpoint 10', 'end'],
  ]);
  expect(looked).toEqual([0, 5, 10]);
  const [start] = events;
  expect(start).toMatchObject({
    step: 0,
    steps: 10,
    config: { batchSize: 4, vocabulary: 10, outputs: 10, seed: 1 },
  });
  expect(events.at(-1)).toMatchObject({ reason: 'completed', step: 10 });
  model.dispose();
});

it('depends on its seed and on nothing else', async () => {
  const run = async (seed: number) => {
    const { values, losses, model } = await train(copying, {
      config: { ...tiny, updates: 4, seed },
    });
    model.dispose();
    return { values, losses };
  };
  const [a, b, c] = [await run(5), await run(5), await run(6)];
  expectSame(a.values, b.values);
  expect(a.losses[0]).not.toBe(c.losses[0]);
});

describe('a batch that cannot be learned from', () => {
  /** A task whose third batch is spoiled. */
  const spoiled = (spoil: (batch: SequenceBatch) => SequenceBatch): SequenceTask => {
    const task = addingTask({ length: 3 });
    let drawn = 0;
    return {
      ...task,
      sample: (size, stream) => {
        const batch = task.sample(size, stream);
        return ++drawn === 3 ? spoil(batch) : batch;
      },
    };
  };
  const filled = (
    batch: SequenceBatch,
    part: 'inputs' | 'targets',
    value: number,
  ): SequenceBatch => {
    const values = (batch[part] as { values: Float32Array }).values.map(() => value);
    return { ...batch, [part]: { ...batch[part], values } };
  };

  it.each<[string, (batch: SequenceBatch) => SequenceBatch, string, RegExp]>([
    [
      'targets too large to square',
      (batch) => filled(batch, 'targets', 1e30),
      'ERR_VALUES',
      /loss became Infinity .* at update 3/,
    ],
    [
      'targets that are no numbers',
      (batch) => filled(batch, 'targets', NaN),
      'ERR_VALUES',
      /finite targets, got NaN/,
    ],
    [
      'inputs that are no numbers',
      (batch) => filled(batch, 'inputs', NaN),
      'ERR_VALUES',
      /finite numbers, got NaN/,
    ],
    ['too few inputs', (batch) => ({ ...batch, steps: 4 }), 'ERR_SHAPE', /trainSequenceModel/],
  ])('ends the run: %s', async (_, spoil, expected, message) => {
    const config = { core: { kind: 'lstm', units: 4 }, batchSize: 2, updates: 5 } as const;
    const before = tf.memory().numTensors;
    const run = train(spoiled(spoil), { config });
    await expect(run).rejects.toThrow(message);
    expect(await run.catch(code)).toBe(expected);
    expect(tf.memory().numTensors).toBe(before);
  });
});

it.each<[string, TrainSequenceModelOptions, string]>([
  [
    'an unknown setting',
    { config: { ...tiny, batches: 3 } as SequenceTrainingConfigInput },
    'ERR_CONFIG',
  ],
  [
    'an unknown setting of the core',
    { config: { ...tiny, core: { kind: 'rims', unit: 3 } as never } },
    'ERR_CONFIG',
  ],
  ['no updates', { config: { ...tiny, updates: 0 } }, 'ERR_CONFIG'],
  ['too small a vocabulary', { config: { ...tiny, vocabulary: 9 } }, 'ERR_CONFIG'],
  ['too few outputs', { config: { ...tiny, outputs: 9 } }, 'ERR_CONFIG'],
])('refuses %s before it starts', async (_, options, expected) => {
  const before = tf.memory().numTensors;
  expect(await train(copying, options).catch(code)).toBe(expected);
  expect(tf.memory().numTensors).toBe(before);
});

it('learns with rows and classes to spare, as the authors’ code has them', async () => {
  const { model, events } = await train(copying, {
    config: { ...tiny, updates: 1, vocabulary: 20, outputs: 20 },
  });
  expect(model.config).toMatchObject({ input: { vocabulary: 20 }, outputs: 20 });
  expect(events[0]).toMatchObject({ config: { vocabulary: 20, outputs: 20 } });
  model.dispose();
});
