import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { join } from 'node:path';
import { runCopying } from '../../../../src/recipes/rims/copying/copyingStudy.ts';
import type { CopyingConfig } from '../../../../src/recipes/rims/copying/settings.ts';
import { rimsCopying } from '../../../../src/recipes/rims/copying/recipe.ts';
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

const CONFIG = rimsCopying.resolve({
  models: ['rims', 'lstm'],
  settings: {
    rims: { core: { kind: 'rims', units: 6, modules: 3, activeModules: 2 } },
    lstm: { core: { kind: 'lstm', units: 4 } },
  },
  symbols: 1,
  gap: 2,
  testGaps: [2, 4, 20],
  embeddingWidth: 4,
  dropout: 0,
  batchSize: 4,
  updates: 4,
  evaluation: { every: 2, sequences: 8, testSequences: 130 },
}) as unknown as CopyingConfig;

describe('runCopying', () => {
  it('measures every model at all gaps, and chooses it by the gap of training alone', async () => {
    let runs = 0;
    const results = await expectLeakFree(() => runCopying(folder.context(`run-${++runs}`), CONFIG));
    expect(results.map(({ entry }) => entry.label)).toEqual(['RIMs 3/2', 'LSTM 4']);
    for (const { entry, outcome } of results) {
      expect(Object.keys(outcome.measured.scores)).toEqual(['2', '4', '20']);
      for (const score of Object.values(outcome.measured.scores)) {
        // Untrained: near ln 8 on the answers, far from it on all.
        expect(score.crossEntropy).toBeGreaterThan(1);
        expect(score.accuracy).toBeGreaterThanOrEqual(0);
        expect(score.accuracy).toBeLessThanOrEqual(1);
      }
      const run = runFolder(join(folder.root, `run-${runs}`));
      const history = await partMaterial(run, entry.name).evaluations();
      expect(history.map(({ step }) => step)).toEqual([0, 2, 4]);
      const near = history.map(({ scalars }) => scalars['ce/2'] ?? NaN);
      expect(history[near.indexOf(Math.min(...near))]?.step).toBe(outcome.chosenAt);
      expect(Object.keys(history[0]?.scalars ?? {}).sort()).toEqual(
        ['accuracy', 'ce', 'ceAll'].flatMap((name) => [2, 20, 4].map((gap) => `${name}/${gap}`)),
      );
    }
  });

  it('keeps which modules were active at the gap of training and at a longer one', async () => {
    const [rims, lstm] = await runCopying(folder.context('run'), CONFIG);
    const activity = rims?.outcome.measured.activity ?? [];
    // A symbol, the gap and the answer: the gap of 20 is more than four times that of training.
    expect(activity.map(({ tokens }) => tokens.length)).toEqual([4, 6]);
    for (const { tokens, active } of activity) {
      expect(active.map((module) => module.length)).toEqual([1, 2, 3].map(() => tokens.length));
      // Two of three modules are active at every step.
      for (let step = 0; step < tokens.length; step++) {
        expect(active.filter((module) => module[step] === '1')).toHaveLength(2);
      }
    }
    expect(lstm?.outcome.measured.activity).toEqual([]);
  });
});
