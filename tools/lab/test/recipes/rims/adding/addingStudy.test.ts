import { join } from 'node:path';
import { ADDING_TARGET_VARIANCE, addingTask, fixedBatches } from '@causal-mechanisms/datasets';
import type { SequenceArrays } from '@causal-mechanisms/rims';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { runAdding, squaredError } from '../../../../src/recipes/rims/adding/addingStudy.ts';
import { rimsAdding } from '../../../../src/recipes/rims/adding/recipe.ts';
import type { AddingConfig } from '../../../../src/recipes/rims/adding/settings.ts';
import { runFolder } from '../../../../src/run/runFolder.ts';
import { partMaterial } from '../../../../src/run/runPart.ts';
import { studyFolder } from '../../../study/studyRun.ts';
import type { StudyFolder } from '../../../study/studyRun.ts';

beforeAll(() => useBackend());

let folder: StudyFolder;
beforeEach(async () => {
  folder = await studyFolder();
});
afterEach(() => folder.remove());

const CONFIG = rimsAdding.resolve({
  models: ['rims', 'lstm'],
  settings: {
    rims: { core: { kind: 'rims', units: 6, modules: 3, activeModules: 2 } },
    lstm: { core: { kind: 'lstm', units: 4 } },
  },
  length: 3,
  testLengths: [6, 3],
  dropout: 0,
  batchSize: 4,
  updates: 4,
  evaluation: { every: 2, sequences: 8, testSequences: 130 },
}) as unknown as AddingConfig;

/** Says the same of every sequence. */
const saying = (sum: number) => ({
  predict: ({ size }: SequenceArrays) =>
    Promise.resolve({
      steps: 1,
      batch: size,
      outputs: 1,
      answers: new Float32Array(size).fill(sum),
    }),
});

describe('squaredError', () => {
  it('is the mean over all sequences, by hand', async () => {
    const batches = await fixedBatches(addingTask({ length: 4 }), { count: 2, size: 3, seed: 1 });
    const sums = batches.flatMap(({ targets }) =>
      targets.kind === 'values' ? Array.from(targets.values) : [],
    );
    const expected = sums.reduce((sum, value) => sum + (0.25 - value) ** 2, 0) / 6;
    expect(await squaredError(saying(0.25), batches)).toBeCloseTo(expected, 6);
  });

  it('is near the variance of the sum for always 1', async () => {
    const batches = await fixedBatches(addingTask({ length: 4 }), {
      count: 20,
      size: 500,
      seed: 2,
    });
    const error = await squaredError(saying(1), batches);
    expect(Math.abs(error - ADDING_TARGET_VARIANCE)).toBeLessThan(0.005);
  });
});

describe('runAdding', () => {
  it('measures every model at all lengths, and chooses it by the length of training alone', async () => {
    let runs = 0;
    const results = await expectLeakFree(() => runAdding(folder.context(`run-${++runs}`), CONFIG));
    expect(results.map(({ entry }) => entry.label)).toEqual(['RIMs 3/2', 'LSTM 4']);
    for (const { entry, outcome } of results) {
      expect(Object.keys(outcome.measured.errors)).toEqual(['3', '6']);
      for (const error of Object.values(outcome.measured.errors)) expect(error).toBeGreaterThan(0);
      const run = runFolder(join(folder.root, `run-${runs}`));
      const history = await partMaterial(run, entry.name).evaluations();
      expect(history.map(({ step }) => step)).toEqual([0, 2, 4]);
      const near = history.map(({ scalars }) => scalars['mse/3'] ?? NaN);
      expect(history[near.indexOf(Math.min(...near))]?.step).toBe(outcome.chosenAt);
    }
  });
});
