import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { studyRuns, TIME_LIMIT } from '../../rims/studyRuns.ts';
import type { StudyRuns } from '../../rims/studyRuns.ts';

/** Small enough for seconds. */
const TINY = {
  splines: 2,
  trainingPoints: 200,
  transferSets: 4,
  points: 200,
  learners: ['search', 'authors-loss'],
  search: { iterations: 14, trainingPoints: 200, transferSets: 4 },
  gradient: { iterations: 4, trainingPoints: 50 },
};

let runs: StudyRuns;
let printed: string;
beforeAll(async () => {
  runs = await studyRuns('meta-transfer/encoder', TINY);
  printed = (await runs.whole('whole')).out;
}, TIME_LIMIT);
afterAll(() => runs.remove());

describe('meta-transfer/encoder', () => {
  it('leaves a part per learner and spline, and figures', async () => {
    expect(await readdir(join(runs.root, 'whole/parts'))).toEqual([
      'authors-loss-01',
      'authors-loss-02',
      'search-01',
      'search-02',
    ]);
    expect(await readdir(join(runs.root, 'whole/figures'))).toEqual(
      expect.arrayContaining(['errors.svg', 'scores.svg', 'path-authors-loss.svg']),
    );
  });

  it('prints a row per learner', async () => {
    const { measures, data } = await runs.figuresOf('whole');
    expect(data.kind).toBe('generated');
    const value = (name: string) => measures.find((measure) => measure.name === name)?.value;
    expect(value('search/median')).toBeLessThan(15);
    expect(value('authors-loss/median')).toBeGreaterThan(20);
    expect(printed).toMatch(/^search +\d of 2/m);
    expect(printed).toMatch(/^gradient of the authors’ loss +0 of 2/m);
  });

  it(
    'killed and resumed ends with the same numbers',
    async () => {
      await runs.killAt('killed', 'parts/search-01/part.json');
      const { code, notes } = await runs.resume('killed');
      expect(code).toBe(0);
      expect(notes).toContain('search-01: done before');
      expect(await runs.figuresOf('killed')).toEqual(await runs.figuresOf('whole'));
    },
    TIME_LIMIT,
  );
});
