import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { studyRuns, TIME_LIMIT } from '../../rims/studyRuns.ts';
import type { StudyRuns } from '../../rims/studyRuns.ts';

/** Small enough for seconds. */
const TINY = {
  kinds: ['chain', 'random'],
  graphs: 1,
  variables: 4,
  categories: 3,
  observational: 500,
  perTarget: 100,
  training: {
    hidden: 8,
    batchSize: 32,
    draws: 10,
    pretraining: 30,
    updates: 40,
    mechanismSteps: 1,
    patience: 1,
    contrast: 'regression',
  },
  checkpointEvery: 10,
  evaluateEvery: 20,
};

let runs: StudyRuns;
let printed: string;
beforeAll(async () => {
  runs = await studyRuns('meta-transfer/graphs-networks', TINY);
  printed = (await runs.whole('whole')).out;
}, TIME_LIMIT);
afterAll(() => runs.remove());

describe('meta-transfer/graphs-networks', () => {
  it('prints a row per kind of graph, and draws how the distance falls', async () => {
    const { measures } = await runs.figuresOf('whole');
    const value = (name: string) => measures.find((measure) => measure.name === name)?.value;
    for (const kind of ['chain', 'random']) {
      expect(value(`${kind}/distance`)).toBeLessThanOrEqual(6);
      expect(value(`${kind}/recall`)).toBeLessThanOrEqual(1);
    }
    expect(printed).toMatch(/^graph +mean SHD +mean SHD, acyclic +precision +recall$/m);
    expect(await readdir(join(runs.root, 'whole/figures'))).toEqual(
      expect.arrayContaining(['distance.svg']),
    );
  });

  it(
    'killed and resumed ends with the same numbers',
    async () => {
      await runs.killAt('killed', 'parts/random-1/checkpoints/step-00000010');
      expect((await runs.resume('killed')).code).toBe(0);
      expect(await runs.figuresOf('killed')).toEqual(await runs.figuresOf('whole'));
    },
    TIME_LIMIT,
  );

  it('names what is wrong in the settings', async () => {
    const { code, notes } = await runs.call(
      ...['run', 'meta-transfer/graphs-networks', '--set', 'training.patience=-1'],
    );
    expect(notes).toContain('patience');
    expect(code).toBe(2);
  });
});
