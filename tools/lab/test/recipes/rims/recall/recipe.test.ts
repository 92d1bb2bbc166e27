import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { studyRuns, TIME_LIMIT } from '../studyRuns.ts';
import type { StudyRuns } from '../studyRuns.ts';

/** Small enough for seconds; the second model is long enough that a kill hits its middle. */
const TINY = {
  symbols: 1,
  gap: 3,
  distractors: 2,
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
  runs = await studyRuns('rims/recall', TINY);
  printed = (await runs.whole('whole')).out;
}, TIME_LIMIT);
afterAll(() => runs.remove());

describe('rims/recall', () => {
  it('prints and keeps a row per model, and what guessing scores', async () => {
    const { measures, data } = await runs.figuresOf('whole');
    expect(data.kind).toBe('generated');
    const value = (name: string) => measures.find((measure) => measure.name === name)?.value;
    for (const from of ['none', 'known', 'new']) {
      for (const model of ['rims', 'lstm']) {
        const right = 16 * Number(value(`${model}/accuracy/${from}`));
        expect(right).toBeCloseTo(Math.round(right), 6);
      }
    }
    expect(printed).toMatch(/^symbols right among distractors +none +known +new$/m);
    expect(printed).toMatch(/^RIMs 3\/2 +[\d.]+ % +[\d.]+ % +[\d.]+ %$/m);
    expect(printed).toMatch(/^guessing +12\.5 % +12\.5 % +12\.5 %$/m);
    expect(await readdir(join(runs.root, 'whole/figures'))).toEqual(
      expect.arrayContaining(['training-none.svg', 'training-known.svg', 'training-new.svg']),
    );
  });

  it(
    'killed in its second model and resumed ends with the same numbers',
    async () => {
      await runs.killAt('killed', 'parts/lstm/checkpoints/step-00000006');
      expect(existsSync(join(runs.root, 'killed/parts/lstm/part.json'))).toBe(false);
      expect((await runs.resume('killed')).code).toBe(0);
      expect(await runs.figuresOf('killed')).toEqual(await runs.figuresOf('whole'));
    },
    TIME_LIMIT,
  );
});
