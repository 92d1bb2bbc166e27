import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SequenceModel } from '@causal-mechanisms/rims';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import { studyRuns, TIME_LIMIT } from '../studyRuns.ts';
import type { StudyRuns } from '../studyRuns.ts';

/** Small enough for seconds; the second model is long enough that a kill hits its middle. */
const TINY = {
  symbols: 1,
  gap: 2,
  testGaps: [2, 4, 8],
  models: ['rims', 'lstm'],
  settings: {
    rims: { core: { kind: 'rims', units: 6, modules: 3, activeModules: 2 } },
    lstm: { core: { kind: 'lstm', units: 4 }, updates: 40 },
  },
  embeddingWidth: 4,
  batchSize: 4,
  updates: 8,
  learningRate: 0.03,
  checkpointEvery: 2,
  evaluation: { every: 4, sequences: 8, testSequences: 16 },
};

let runs: StudyRuns;
let printed: string;
beforeAll(async () => {
  runs = await studyRuns('rims/copying', TINY);
  printed = (await runs.whole('whole')).out;
}, TIME_LIMIT);
afterAll(() => runs.remove());

describe('rims/copying', () => {
  it('leaves a part per model with events, checkpoints and the best model', async () => {
    const names = await readdir(join(runs.root, 'whole'));
    expect(names).toEqual(
      expect.arrayContaining(['config.json', 'figures', 'parts', 'report.html', 'result.json']),
    );
    expect(names).not.toContain('run.lock');
    expect(names).not.toContain('events.jsonl');
    for (const model of ['rims', 'lstm']) {
      expect(await readdir(join(runs.root, 'whole/parts', model))).toEqual(
        expect.arrayContaining(['checkpoints', 'events.jsonl', 'model', 'part.json']),
      );
    }
    expect(await readdir(join(runs.root, 'whole/figures'))).toEqual(
      expect.arrayContaining(['gaps.svg', 'gaps.vl.json', 'training-2.svg', 'raster-rims-1.svg']),
    );
    await useBackend();
    const best = join(runs.root, 'whole/parts/lstm/model');
    const model = await SequenceModel.load(modelFolder(best));
    expect(model.core.kind).toBe('lstm');
    model.dispose();
  });

  it('prints and keeps a row per model, and what guessing scores', async () => {
    const { measures, backend, data } = await runs.figuresOf('whole');
    expect([backend, data.kind]).toEqual(['wasm', 'generated']);
    const value = (name: string) => measures.find((measure) => measure.name === name)?.value;
    for (const gap of [2, 4, 8]) {
      expect(value(`chance/ce/${gap}`)).toBeCloseTo(Math.log(8), 10);
      for (const model of ['rims', 'lstm']) {
        expect(value(`${model}/ce/${gap}`)).toBeGreaterThan(0);
        expect(value(`${model}/accuracy/${gap}`)).toBeLessThanOrEqual(1);
      }
    }
    // One symbol over four steps.
    expect(value('chance/ceAll/2')).toBeCloseTo(Math.log(8) / 4, 10);
    expect(printed).toMatch(/^cross entropy at gap +2 +paper +4 +8 +paper$/m);
    expect(printed).toMatch(/^RIMs 3\/2 +\d+\.\d+ +\d+\.\d+ +\d+\.\d+$/m);
    // The paper's LSTM, at its gap of training and at four times that.
    expect(printed).toMatch(/^LSTM 4 +\d+\.\d+ +0\.00 +\d+\.\d+ +\d+\.\d+ +3\.56$/m);
    expect(printed).toMatch(/^guessing +2\.079 +2\.079 +2\.079$/m);
    expect(printed).toContain('its figures are a landmark, not a target');
  });

  it('names the model that the gap of training chose', async () => {
    const { measures } = await runs.figuresOf('whole');
    const events = (await runs.text('whole/parts/lstm/events.jsonl')).trim().split('\n');
    const history = events
      .map(
        (line) => JSON.parse(line) as { kind: string; step: number; scalars: { 'ce/2': number } },
      )
      .filter(({ kind }) => kind === 'evaluation');
    expect(history.map(({ step }) => step)).toEqual(Array.from({ length: 11 }, (_, i) => 4 * i));
    const lowest = Math.min(...history.map(({ scalars }) => scalars['ce/2']));
    const chosen = measures.find(({ name }) => name === 'lstm/chosen')?.value;
    expect(history.find(({ step }) => step === chosen)?.scalars['ce/2']).toBe(lowest);
  });

  it(
    'killed in its second model and resumed ends with the same numbers, and trains no model twice',
    async () => {
      await runs.killAt('killed', 'parts/lstm/checkpoints/step-00000006');
      expect(existsSync(join(runs.root, 'killed/parts/lstm/part.json'))).toBe(false);
      const files = ['part.json', 'events.jsonl'].map((file) =>
        join(runs.root, 'killed/parts/rims', file),
      );
      const before = await Promise.all(files.map((file) => stat(file)));
      const { code, notes } = await runs.resume('killed');
      expect(code).toBe(0);
      expect(notes).toContain('rims: done before');
      expect(notes).toMatch(/lstm: going on at step \d+ of 40/);
      const after = await Promise.all(files.map((file) => stat(file)));
      expect(after.map(({ mtimeMs }) => mtimeMs)).toEqual(before.map(({ mtimeMs }) => mtimeMs));
      expect(await runs.figuresOf('killed')).toEqual(await runs.figuresOf('whole'));
      for (const model of ['rims', 'lstm']) {
        expect(await runs.text('killed/parts', model, 'events.jsonl')).toBe(
          await runs.text('whole/parts', model, 'events.jsonl'),
        );
      }
    },
    TIME_LIMIT,
  );

  it.each([
    [['--set', 'models=["rims-7-2"]'], 'unknown model "rims-7-2" (known: rims-6-2, lstm'],
    [
      ['--set', 'settings.lstm.core.kind=lsmt'],
      'settings.lstm.core: sequence core: unknown kind "lsmt" (did you mean "lstm"?)',
    ],
    [['--set', 'settings.rims-6-2.core.activeModules=7'], 'must be from 1 to modules (6), got 7'],
    [['--preset', 'smal'], 'unknown preset "smal", did you mean "small"?'],
    [['--set', 'evaluation.evry=3'], 'unknown key "evry", did you mean "every"?'],
    [['--set', 'classes=9'], 'classes: '],
    [['--resume', 'whole', '--set', 'updates=9'], 'it cannot be combined with --set'],
  ])('%j is bad usage', async (args, message) => {
    const { code, notes } = await runs.call('run', 'rims/copying', ...args);
    expect(notes).toContain(message);
    expect(notes).not.toContain('    at ');
    expect(code).toBe(2);
  });

  it('does not go on with the run of another recipe', async () => {
    const { code, notes } = await runs.call('run', 'rims/ablation', '--resume', 'whole');
    expect(notes).toContain('whole holds a run of rims/copying, not of rims/ablation');
    expect(code).toBe(2);
  });
});
