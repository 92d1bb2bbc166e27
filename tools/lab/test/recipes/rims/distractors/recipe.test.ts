import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { studyRuns, TIME_LIMIT } from '../studyRuns.ts';
import type { StudyRuns } from '../studyRuns.ts';

/** Small enough for seconds; the second policy is long enough that a kill hits its middle. */
const TINY = {
  models: ['rims', 'lstm'],
  settings: {
    rims: { core: { kind: 'rims', units: 6, modules: 3, activeModules: 2 } },
    lstm: { core: { kind: 'lstm', units: 4 }, updates: 30 },
  },
  encoder: [4],
  actor: [],
  critic: [],
  environments: 3,
  rolloutSteps: 4,
  updates: 6,
  checkpointEvery: 2,
  room: { size: 4, view: 3, distractors: 1 },
  evaluation: { every: 3, episodes: 4, testEpisodes: 10 },
};

let runs: StudyRuns;
let printed: string;
beforeAll(async () => {
  runs = await studyRuns('rims/distractors', TINY);
  printed = (await runs.whole('whole')).out;
}, TIME_LIMIT);
afterAll(() => runs.remove());

describe('rims/distractors', () => {
  it('prints and keeps a row per policy, curves and a film strip', async () => {
    const { measures, data } = await runs.figuresOf('whole');
    expect(data.kind).toBe('generated');
    const value = (name: string) => measures.find((measure) => measure.name === name)?.value;
    for (const from of ['none', 'known', 'new']) {
      for (const policy of ['rims', 'lstm']) {
        const fetched = 10 * Number(value(`${policy}/successRate/${from}`));
        expect(fetched).toBeCloseTo(Math.round(fetched), 6);
      }
    }
    expect(printed).toMatch(/^targets fetched among distractors +none +known +new$/m);
    expect(printed).toMatch(/^RIMs 3\/2 +[\d.]+ % +[\d.]+ % +[\d.]+ %$/m);
    expect(await readdir(join(runs.root, 'whole/figures'))).toEqual(
      expect.arrayContaining(['training-none.svg', 'training-known.svg', 'training-new.svg']),
    );
    const report = await runs.text('whole/report.html');
    expect(report).toContain('An episode among new distractors');
    expect(report).toMatch(/LSTM 4: the \w+ \w+, (not )?fetched/);
  });

  it(
    'killed in its second policy and resumed ends with the same numbers',
    async () => {
      await runs.killAt('killed', 'parts/lstm/checkpoints/step-00000006');
      expect(existsSync(join(runs.root, 'killed/parts/lstm/part.json'))).toBe(false);
      const { code, notes } = await runs.resume('killed');
      expect(code).toBe(0);
      expect(notes).toContain('rims: done before');
      expect(await runs.figuresOf('killed')).toEqual(await runs.figuresOf('whole'));
    },
    TIME_LIMIT,
  );
});
