import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { copyingTask, proceduralDigits, sequentialImages } from '@causal-mechanisms/datasets';
import { sequenceCrossEntropy, symbolAccuracy } from '@causal-mechanisms/metrics';
import { SequenceModel, trainSequenceModel } from '@causal-mechanisms/rims';
import type { SequenceTrainingConfigInput } from '@causal-mechanisms/rims';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { folderCheckpoints, modelFolder } from '@causal-mechanisms/tensor-utils/node';

let folder: string;
beforeAll(async () => {
  await useBackend();
  folder = await mkdtemp(join(tmpdir(), 'sequences-'));
});
afterAll(() => rm(folder, { recursive: true }));

const task = copyingTask({ gap: 3, symbols: 1 });
const modules = { modules: 4, activeModules: 2 };
const core = { kind: 'rims', units: 32, inputKeyWidth: 16, forgetBias: 1, ...modules } as const;
const config: SequenceTrainingConfigInput = {
  core,
  embeddingWidth: 16,
  learningRate: 0.02,
  seed: 2,
};

/** Trains with checkpoints on disk, from the newest one if there is one, up to an update. */
async function trainTo(updates: number, store = folderCheckpoints(join(folder, 'run'))) {
  const run = trainSequenceModel(task, {
    config: { ...config, updates, batchSize: 32, loss: 'scored' },
    checkpoints: { store, every: 50 },
    resume: (await store.latest())?.state,
  });
  for await (const event of run) if (event.kind === 'end') return event.model;
  throw new Error('the run ended without a model');
}

it('a task, a model, its checkpoints, its folder and the scores fit together', async () => {
  const before = tf.memory().numTensors;
  (await trainTo(100)).dispose();
  const trained = await trainTo(250);
  await trained.save(modelFolder(join(folder, 'model')));
  trained.dispose();

  const model = await SequenceModel.load(modelFolder(join(folder, 'model')));
  const batch = task.sample(256, new RandomStream(9));
  const { answers, activation, steps, outputs } = await model.predict(batch);
  model.dispose();
  if (batch.targets.kind !== 'classes') throw new Error('copying asks for classes');
  const said = {
    logits: answers,
    classes: batch.targets.classes,
    steps,
    batch: batch.size,
    classCount: outputs,
    last: batch.scored,
  };
  expect(symbolAccuracy(said)).toBeGreaterThan(0.9); // guessing gives 0.125
  expect(sequenceCrossEntropy(said)).toBeLessThan(0.5); // guessing gives 2.08
  const active = activation?.reduce((sum, value) => sum + value, 0);
  expect(active).toBe(steps * batch.size * core.activeModules);
  expect(tf.memory().numTensors).toBe(before);
});

it('images become sequences that a model reads at any size', async () => {
  const digits = proceduralDigits({ size: 60 });
  const small = sequentialImages(digits, { size: 6, classes: 10 });
  const run = trainSequenceModel(small, { config: { ...config, updates: 3, batchSize: 8 } });
  for await (const event of run) {
    if (event.kind !== 'end') continue;
    const larger = await sequentialImages(digits, { size: 9, classes: 10 }).batch([0, 1, 2]);
    const { answers, steps } = await event.model.predict(larger);
    expect([steps, answers.length]).toEqual([1, 30]);
    event.model.dispose();
  }
});
