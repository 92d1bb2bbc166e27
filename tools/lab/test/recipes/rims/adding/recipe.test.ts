import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { studyRuns, TIME_LIMIT } from '../studyRuns.ts';
import type { StudyRuns } from '../studyRuns.ts';

/** Small enough for seconds; the second model is long enough that a kill hits its middle. */
const TINY = {
  length: 3,
  testLengths: [3, 6],
  models: ['rims', 'lstm'],
  settings: {
    rims: { core: { kind: 'rims', units: 6, modules: 3, activeModules: 2 } },
    lstm: { core: { kind: 'lstm', units: 4 }, updates: 40 },
  },
  batchSize: 4,
  updates: 8,
  learningRate: 0.03,
  checkpointEvery: 2,
  evaluation: { every: 4, sequences: 8, testSequences: 16 },
};

let runs: StudyRuns;
let printed: string;
beforeAll(async () => {
  runs = await studyRuns('rims/adding', TINY);
  printed = (await runs.whole('whole')).out;
}, TIME_LIMIT);
afterAll(() => runs.remove());

describe('rims/adding', () => {
  it('leaves a part per model and a report with its curves', async () => {
    expect(await readdir(join(runs.root, 'whole'))).toEqual(
      expect.arrayContaining(['config.json', 'figures', 'parts', 'report.html', 'result.json']),
    );
    expect(await readdir(join(runs.root, 'whole/figures'))).toEqual(
      expect.arrayContaining(['lengths.svg', 'training-3.svg', 'training-6.svg']),
    );
  });

  it('prints a row per model beside the paper’s, and what always answering 1 scores', async () => {
    const { measures, data } = await runs.figuresOf('whole');
    expect(data.kind).toBe('generated');
    expect(measures.find(({ name }) => name === 'chance/mse/6')?.value).toBe(1 / 6);
    expect(printed).toMatch(/^mean squared error at length +3 +paper +6$/m);
    expect(printed).toMatch(/^RIMs 3\/2 +\d+\.\d+ +0\.0 +\d+\.\d+$/m);
    expect(printed).toMatch(/^always 1 +0\.167 +0\.167$/m);
  });

  it(
    'killed in its second model and resumed ends with the same numbers',
    async () => {
      await runs.killAt('killed', 'parts/lstm/checkpoints/step-00000006');
      const { code, notes } = await runs.resume('killed');
      expect(code).toBe(0);
      expect(notes).toContain('rims: done before');
      expect(await runs.figuresOf('killed')).toEqual(await runs.figuresOf('whole'));
    },
    TIME_LIMIT,
  );

  it.each([
    [['--set', 'length=1'], 'length: '],
    [['--set', 'testLengths=[4,4]'], 'every length is tested once'],
    [['--set', 'models=["rims-9-9"]'], 'unknown model "rims-9-9"'],
  ])('%j is bad usage', async (args, message) => {
    const { code, notes } = await runs.call('run', 'rims/adding', ...args);
    expect(notes).toContain(message);
    expect(code).toBe(2);
  });
});
