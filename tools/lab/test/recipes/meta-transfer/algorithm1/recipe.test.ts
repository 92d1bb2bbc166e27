import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { studyRuns, TIME_LIMIT } from '../../rims/studyRuns.ts';
import type { StudyRuns } from '../../rims/studyRuns.ts';

/** Small enough for seconds; checkpoints are close enough that a kill hits the middle of a model. */
const TINY = {
  graphs: ['chain', 'collider'],
  truths: 2,
  observational: 2000,
  perTarget: 200,
  training: { estimator: 'reinforce', updates: 400 },
  checkpointEvery: 20,
  evaluateEvery: 100,
};

let runs: StudyRuns;
let printed: string;
beforeAll(async () => {
  runs = await studyRuns('meta-transfer/algorithm1', TINY);
  printed = (await runs.whole('whole')).out;
}, TIME_LIMIT);
afterAll(() => runs.remove());

describe('meta-transfer/algorithm1', () => {
  it('leaves a part per truth, the figures and the report', async () => {
    const parts = await readdir(join(runs.root, 'whole/parts'));
    expect(parts.sort()).toEqual(['chain-1', 'chain-2', 'collider-1', 'collider-2']);
    expect(await readdir(join(runs.root, 'whole/figures'))).toEqual(
      expect.arrayContaining(['distance.svg', 'truth-chain.svg', 'beliefs-collider-400.svg']),
    );
  });

  it('prints a row per graph', async () => {
    const { measures } = await runs.figuresOf('whole');
    const value = (name: string) => measures.find((measure) => measure.name === name)?.value;
    for (const graph of ['chain', 'collider']) {
      expect(value(`${graph}/solved`)).toBeLessThanOrEqual(2);
      expect(value(`${graph}/distance`)).toBeLessThanOrEqual(3);
      expect(value(`${graph}/crossEntropy`)).toBeGreaterThan(0);
    }
    expect(printed).toMatch(/^graph +SHD 0 +mean SHD +mean SHD, acyclic +cross entropy \(bits\)/m);
    expect(printed).toMatch(/^chain +\d of 2 /m);
  });

  it(
    'killed and resumed ends with the same numbers',
    async () => {
      await runs.killAt('killed', 'parts/collider-1/checkpoints/step-00000020');
      const { code, notes } = await runs.resume('killed');
      expect(code).toBe(0);
      expect(notes).toContain('chain-1: done before');
      expect(await runs.figuresOf('killed')).toEqual(await runs.figuresOf('whole'));
    },
    TIME_LIMIT,
  );

  it('names what is wrong in the settings', async () => {
    const { code, notes } = await runs.call(
      'run',
      'meta-transfer/algorithm1',
      '--set',
      'graphs=["ring"]',
    );
    expect(notes).toContain('graphs');
    expect(code).toBe(2);
  });
});
