import { ADDING_TARGET_VARIANCE, addingTask, copyingTask } from '@causal-mechanisms/datasets';
import type { GeneratedSequenceTask } from '@causal-mechanisms/datasets';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { symbolAccuracy } from '@causal-mechanisms/metrics';
import type { SequenceModel } from '../../src/model/sequenceModel.ts';
import { trainSequenceModel } from '../../src/training/trainSequenceModel.ts';
import type { SequenceTrainingConfigInput } from '../../src/training/trainingConfig.ts';

beforeAll(() => useBackend());

async function learned(
  task: GeneratedSequenceTask,
  config: SequenceTrainingConfigInput,
): Promise<SequenceModel> {
  for await (const event of trainSequenceModel(task, { config })) {
    if (event.kind === 'end') return event.model;
  }
  throw new Error('expected an end event');
}

it('recovers a small truth: modules that remember a symbol over a gap', async () => {
  const task = copyingTask({ gap: 3, symbols: 1 });
  const model = await learned(task, {
    core: {
      kind: 'rims',
      units: 32,
      modules: 4,
      activeModules: 2,
      inputKeyWidth: 16,
      forgetBias: 1,
    },
    embeddingWidth: 16,
    batchSize: 32,
    learningRate: 0.02,
    loss: 'scored',
    updates: 250,
    seed: 2,
  });
  const batch = task.sample(256, new RandomStream(99));
  const { answers } = await model.predict(batch);
  const { steps, size, scored, targets } = batch;
  const classes = targets.kind === 'classes' ? targets.classes : new Int32Array();
  const predictions = { logits: answers, classes, steps, batch: size, classCount: 10 };
  const accuracy = symbolAccuracy({ ...predictions, last: scored });
  expect(accuracy).toBeGreaterThan(0.9);
  model.dispose();
});

it('adds two marked numbers better than one that knows their mean', async () => {
  const task = addingTask({ length: 6 });
  const model = await learned(task, {
    core: { kind: 'lstm', units: 16 },
    batchSize: 32,
    learningRate: 0.01,
    updates: 250,
  });
  const batch = task.sample(256, new RandomStream(99));
  const { answers } = await model.predict(batch);
  const wanted = batch.targets.kind === 'values' ? batch.targets.values : new Float32Array();
  const error = wanted.reduce((sum, value, i) => sum + (value - (answers[i] ?? NaN)) ** 2, 0) / 256;
  expect(error).toBeLessThan(0.3 * ADDING_TARGET_VARIANCE);
  model.dispose();
});
