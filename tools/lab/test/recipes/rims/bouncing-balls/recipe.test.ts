import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { studyRuns, TIME_LIMIT } from '../studyRuns.ts';
import type { StudyRuns } from '../studyRuns.ts';
import { TINY } from './tinyBalls.ts';

const ONE_SET = { ...TINY, transfers: TINY.transfers.slice(0, 2) };

let runs: StudyRuns;
let printed: string;
beforeAll(async () => {
  runs = await studyRuns('rims/bouncing-balls', ONE_SET);
  printed = (await runs.whole('whole')).out;
}, TIME_LIMIT);
afterAll(() => runs.remove());

describe('rims/bouncing-balls', () => {
  it('prints and keeps a row per model, and draws films and curves', async () => {
    const { measures, data } = await runs.figuresOf('whole');
    expect(data.kind).toBe('synthetic');
    for (const model of ['1.rims', '1.lstm']) {
      for (const set of ['1', 'curtain']) {
        const found = measures.find(({ name }) => name === `${model}/crossEntropy/${set}`);
        expect(found?.value).toBeGreaterThan(0);
      }
    }
    expect(printed).toMatch(/^cross entropy of 4 own frames on +1 ball +paper +the curtain/m);
    expect(printed).toMatch(/^RIMs 3\/2, trained on 1 ball +[\d.]+ +below the LSTM/m);
    expect(await readdir(join(runs.root, 'whole/figures'))).toEqual(
      expect.arrayContaining([
        'cross-entropy.svg',
        'f1.svg',
        'training.svg',
        'activity-1.rims.svg',
      ]),
    );
    expect(await runs.text('whole/report.html')).toContain('What the models see coming');
  });

  it(
    'killed in its second model and resumed ends with the same numbers',
    async () => {
      await runs.killAt('killed', 'parts/1.lstm/checkpoints/step-00000002');
      expect(existsSync(join(runs.root, 'killed/parts/1.lstm/part.json'))).toBe(false);
      const { code, notes } = await runs.resume('killed');
      expect(code).toBe(0);
      expect(notes).toContain('1.rims: done before');
      expect(await runs.figuresOf('killed')).toEqual(await runs.figuresOf('whole'));
    },
    TIME_LIMIT,
  );

  it.each([
    [['--set', 'models=["rims-6-9"]'], 'unknown model "rims-6-9" (known: rims-6-4, lstm'],
    [['--set', 'transfers=[{"train":"5","test":"4"}]'], 'unknown set "5" (known: 2, 3)'],
    [['--set', 'scored=36'], 'at most as many as own'],
  ])('%j is bad usage', async (args, message) => {
    const { code, notes } = await runs.call('run', 'rims/bouncing-balls', ...args);
    expect(notes).toContain(message);
    expect(code).toBe(2);
  });
});
