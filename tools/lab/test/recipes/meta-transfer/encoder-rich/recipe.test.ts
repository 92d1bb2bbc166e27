import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { studyRuns, TIME_LIMIT } from '../../rims/studyRuns.ts';
import type { StudyRuns } from '../../rims/studyRuns.ts';

const TRAINING = { iterations: 3, starts: 1, trainingPoints: 30, bumps: 6 };

/** Small enough for seconds. */
const TINY = {
  tasks: ['chain', 'coupling'],
  truths: 1,
  trainingPoints: 60,
  transferSets: 2,
  points: 40,
  chainTraining: TRAINING,
  couplingTraining: TRAINING,
};

let runs: StudyRuns;
let printed: string;
beforeAll(async () => {
  runs = await studyRuns('meta-transfer/encoder-rich', TINY);
  printed = (await runs.whole('whole')).out;
}, TIME_LIMIT);
afterAll(() => runs.remove());

describe('meta-transfer/encoder-rich', () => {
  it('leaves figures and matrices, and prints a row per task', async () => {
    expect(await readdir(join(runs.root, 'whole/figures'))).toEqual(
      expect.arrayContaining(['loss-chain.svg', 'loss-coupling.svg']),
    );
    const { matrices, measures } = await runs.figuresOf('whole');
    expect(matrices['R2, chain-01']).toMatchObject({
      rows: ['A', 'B', 'C'],
      columns: ['U', 'V', 'W'],
    });
    expect(matrices['R2, coupling-01']?.values).toHaveLength(2);
    expect(measures.find(({ name }) => name === 'chain/mcc')?.value).toBeGreaterThan(0);
    expect(printed).toMatch(/^coupling layers, A->B +\d/m);
  });
});
