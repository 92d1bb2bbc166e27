import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { studyRuns, TIME_LIMIT } from '../../rims/studyRuns.ts';
import type { StudyRuns } from '../../rims/studyRuns.ts';
import { TINY_DOWNSTREAM } from '../downstream/tinyDownstream.ts';

const TINY = {
  models: ['s-vae', 'dear-lin', 'resnet', 'factors'],
  few: 10,
  data: { view: 'features', rows: 60, testRows: 40 },
  networks: { kind: 'mlp', width: 4 },
  ...TINY_DOWNSTREAM,
};

let runs: StudyRuns;
let printed: string;
beforeAll(async () => {
  runs = await studyRuns('dear-scm/sample-efficiency', TINY);
  printed = (await runs.whole('whole')).out;
}, TIME_LIMIT);
afterAll(() => runs.remove());

describe('dear-scm/sample-efficiency', () => {
  it('leaves a part per row, and one per training run of a classifier', async () => {
    expect((await readdir(join(runs.root, 'whole/parts'))).sort()).toEqual([
      'dear-lin',
      'factors',
      'resnet',
      'resnet.10.0',
      'resnet.10.1',
      'resnet.60.0',
      's-vae',
    ]);
    expect(await readdir(join(runs.root, 'whole/parts/dear-lin'))).toEqual(
      expect.arrayContaining(['checkpoints', 'events.jsonl', 'model', 'part.json']),
    );
    expect(await readdir(join(runs.root, 'whole/figures'))).toContain('supervised.svg');
  });

  it('prints a row per method beside the published figures, the ceiling and the commoner answer', async () => {
    const { measures, headline } = await runs.figuresOf('whole');
    const value = (name: string) => measures.find((measure) => measure.name === name)?.value;
    for (const row of ['s-vae', 'dear-lin', 'resnet', 'factors']) {
      for (const key of ['few', 'many', 'efficiency']) {
        expect(value(`${row}/${key}`)).toBeGreaterThanOrEqual(0);
        expect(value(`${row}/${key}`)).toBeLessThanOrEqual(3);
      }
    }
    expect(value('factors/score/matching')).toBe(1);
    expect(value('s-vae/score/matching')).toBeGreaterThan(0);
    expect(value('s-vae/score/matching')).toBeLessThanOrEqual(1);
    expect(value('resnet/score/matching')).toBeUndefined();
    expect(headline).toContain('the best detector');
    expect(printed).toContain('ceiling');
    expect(printed).toMatch(/^DEAR-lin .*90\.21/m);
  });

  it(
    'killed in its second row and resumed ends with the same numbers',
    async () => {
      await runs.killAt('killed', 'parts/dear-lin/checkpoints/step-00000004');
      const { code, notes } = await runs.resume('killed');
      expect(code).toBe(0);
      expect(notes).toContain('s-vae: done before');
      expect(await runs.figuresOf('killed')).toEqual(await runs.figuresOf('whole'));
    },
    TIME_LIMIT,
  );

  it.each([
    [['--set', 'models=["dear-cubic"]'], 'unknown model "dear-cubic"'],
    [['--set', 'dear.seed=3'], 'unknown key "seed"'],
    [['--set', 'few=1'], 'few'],
  ])('%j is bad usage', async (args, message) => {
    const { code, notes } = await runs.call('run', 'dear-scm/sample-efficiency', ...args);
    expect(notes).toContain(message);
    expect(code).toBe(2);
  });
});
