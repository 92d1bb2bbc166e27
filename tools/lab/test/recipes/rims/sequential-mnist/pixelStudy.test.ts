import { proceduralDigits, subset } from '@causal-mechanisms/datasets';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { join } from 'node:path';
import { trainPixels } from '../../../../src/recipes/rims/sequential-mnist/pixelStudy.ts';
import { rimsSequentialMnist } from '../../../../src/recipes/rims/sequential-mnist/recipe.ts';
import type { SequentialMnistConfig } from '../../../../src/recipes/rims/sequential-mnist/settings.ts';
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

const DIGITS = proceduralDigits({ size: 160 });
const SHARED = {
  train: subset(DIGITS, { to: 24 }),
  validation: subset(DIGITS, { from: 24, to: 40 }),
  // More than are read at a time.
  test: subset(DIGITS, { from: 40 }),
  used: { kind: 'synthetic', description: 'digits', chosenBy: 'the test' },
} as const;

const config = (selection: string) =>
  rimsSequentialMnist.resolve({
    models: ['rims'],
    settings: { rims: { core: { kind: 'rims', units: 6, modules: 3, activeModules: 1 } } },
    size: 3,
    testSizes: [4, 5],
    embeddingWidth: 4,
    dropout: 0,
    batchSize: 4,
    updates: 4,
    evaluation: { every: 2, images: 8, selection },
  }) as unknown as SequentialMnistConfig;

/** Trains, and reads the scalars of the first evaluation. */
async function train(run: string, selection: string) {
  const [result] = await trainPixels(folder.context(run), config(selection), SHARED);
  const part = partMaterial(runFolder(join(folder.root, run)), 'rims');
  const [first] = await part.evaluations();
  return { outcome: result?.outcome, watched: Object.keys(first?.scalars ?? {}) };
}

describe('trainPixels', () => {
  it('tests at every size on all digits, and looks at the size of training alone before', async () => {
    let runs = 0;
    const { outcome, watched } = await expectLeakFree(() => train(`run-${++runs}`, 'trainingSize'));
    expect(watched).toEqual(['accuracy/3', 'ce/3']);
    expect(Object.keys(outcome?.measured.accuracy ?? {})).toEqual(['3', '4', '5']);
    for (const accuracy of Object.values(outcome?.measured.accuracy ?? {})) {
      // 120 test digits.
      expect(120 * accuracy).toBeCloseTo(Math.round(120 * accuracy), 6);
    }
    expect(outcome?.othersAt).toEqual({});
  });

  it('chooses a model for every size where those of the test take part', async () => {
    const { outcome, watched } = await train('run', 'testSize');
    expect(watched).toHaveLength(6);
    expect(Object.keys(outcome?.othersAt ?? {})).toEqual(['size4', 'size5']);
  });

  it('keeps the activity on three digits of the first size of the test', async () => {
    const { outcome } = await train('run', 'trainingSize');
    const activity = outcome?.measured.activity ?? [];
    expect(activity).toHaveLength(3);
    for (const { tokens, active } of activity) {
      expect(tokens).toHaveLength(16);
      expect(active).toHaveLength(3);
      // One of three modules is active at every pixel.
      const count = active.map((module) => module.split('1').length - 1);
      expect(count.reduce((sum, one) => sum + one, 0)).toBe(16);
    }
  });
});
