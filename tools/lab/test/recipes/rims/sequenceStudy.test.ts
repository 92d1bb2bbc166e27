import { copyingTask } from '@causal-mechanisms/datasets';
import { SequenceModel } from '@causal-mechanisms/rims';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { join } from 'node:path';
import type { SequenceSettings } from '../../../src/recipes/rims/sequenceSettings.ts';
import {
  sequenceCosts,
  sequenceRivals,
  trainSequences,
} from '../../../src/recipes/rims/sequenceStudy.ts';
import { studyFolder } from '../../study/studyRun.ts';
import type { StudyFolder } from '../../study/studyRun.ts';

beforeAll(() => useBackend());

let folder: StudyFolder;
beforeEach(async () => {
  folder = await studyFolder();
});
afterEach(() => folder.remove());

const SETTINGS: SequenceSettings = {
  models: ['a', 'b'],
  settings: {
    a: { core: { kind: 'lstm', units: 2 } },
    b: { core: { kind: 'lstm', units: 2, forgetBias: 1 }, updates: 6 },
  },
  embeddingWidth: 2,
  dropout: 0,
  updates: 8,
  batchSize: 2,
  learningRate: 0.1,
  clipNorm: 1,
  loss: 'all',
  carryState: false,
  checkpointEvery: 3,
};
const TASK = copyingTask({ gap: 2, symbols: 1 });
const PROBE = TASK.sample(4, new RandomStream(5));

/** Figures after 0, 2, 4, 6 and 8 updates. */
const NEAR = [0.1, 0.7, NaN, 0.7, 0.3];

/** Answers to the same sequences: equal for equal models. */
async function answersOf(model: SequenceModel): Promise<string> {
  return (await model.predict(PROBE)).answers.join();
}

/** Runs the study, with what its models said at every evaluation. */
async function study(run: string) {
  const opened: string[] = [];
  const seen: { readonly at: string; readonly answers: string }[] = [];
  const results = await trainSequences(folder.context(run, { opened }), SETTINGS, {
    task: TASK,
    evaluate: {
      every: 2,
      run: async (model, update) => {
        seen.push({ at: `${opened.at(-1) ?? ''} ${update}`, answers: await answersOf(model) });
        return { scalars: { near: NEAR[update / 2] ?? NaN } };
      },
    },
    score: ({ near }) => near ?? NaN,
    show: () => ({}),
    measure: async (chosen) => {
      const model = await chosen();
      const said = await answersOf(model);
      model.dispose();
      return { said };
    },
  });
  return { results, seen };
}

describe('trainSequences', () => {
  it('trains every model by its own settings and measures the chosen one', async () => {
    let runs = 0;
    const { results, seen } = await expectLeakFree(() => study(`run-${++runs}`));
    const updates = [0, 2, 4, 6, 8];
    expect(seen.map(({ at }) => at)).toEqual([
      ...updates.map((update) => `a ${update}`),
      ...updates.slice(0, 4).map((update) => `b ${update}`),
    ]);
    // Every update changes the model: which one was kept can be told.
    expect(new Set(seen.map(({ answers }) => answers)).size).toBe(9);
    for (const { entry, outcome } of results) {
      const chosen = seen.find(({ at }) => at === `${entry.name} 2`);
      expect(outcome).toMatchObject({ chosenAt: 2, measured: { said: chosen?.answers } });
    }
    // An LSTM of 2 units on 2 numbers, an embedding and a decoder of 10 tokens.
    expect(results.map(({ outcome }) => outcome.cost)).toEqual([
      { parameters: 40, allParameters: 90 },
      { parameters: 40, allParameters: 90 },
    ]);
  });

  it('keeps the reported model where the pages say', async () => {
    const { results } = await study('run');
    const model = await SequenceModel.load(
      modelFolder(join(folder.root, 'run', 'parts', 'a', 'model')),
    );
    expect(await answersOf(model)).toBe(results[0]?.outcome.measured.said);
    model.dispose();
  });
});

const ENTRY = {
  name: 'a',
  label: 'LSTM 2',
  core: { kind: 'lstm', units: 2 },
  embeddingWidth: 2,
  learningRate: 1,
  updates: 1,
} as const;

describe('sequenceCosts', () => {
  it('are the parameters of the core and the chosen update', () => {
    const outcome = {
      measured: {},
      cost: { parameters: 40, allParameters: 90 },
      chosenAt: 2,
      othersAt: {},
    };
    expect(sequenceCosts({ entry: ENTRY, outcome })).toMatchObject([
      { name: 'a/parameters', label: 'parameters of the core', value: 40 },
      { name: 'a/chosen', label: 'chosen update', value: 2 },
    ]);
  });
});

describe('sequenceRivals', () => {
  it('are the best RIMs and the best LSTM', () => {
    const result = (kind: 'rims' | 'lstm' | 'ntm', label: string, right: number) => ({
      entry: { ...ENTRY, label, core: { kind } },
      right,
    });
    const results = [
      result('lstm', 'LSTM', 0.2),
      result('ntm', 'NTM', 1),
      result('rims', 'RIMs 6/2', 0.9),
      result('rims', 'RIMs 6/4', 0.4),
    ];
    const titles = sequenceRivals(results, ({ right }) => right).map(({ title }) => title);
    expect(titles).toEqual(['RIMs 6/2 (best of 2)', 'LSTM']);
  });
});
