import { expertsGanForward } from '../../../../src/recipes/experts-gan/forward/recipe.ts';
import { expectSameAgain, TIME_LIMIT, tinyRun } from '../tinyRuns.ts';
import type { TinyRun } from '../tinyRuns.ts';

const SMALL = {
  mechanisms: [{ kind: 'invertContrast' }, { kind: 'addGaussianNoise', deviation: 0.5 }],
  'forward.images': 16,
  'forward.iterations': 3,
  'forward.batchSize': 4,
  'held.images': 6,
  'held.draws': 2,
};

let run: TinyRun;
beforeAll(async () => {
  run = await tinyRun(expertsGanForward, SMALL);
}, TIME_LIMIT);
afterAll(() => run.remove());

describe('experts-gan/forward', () => {
  it('compares learned mechanisms with the true ones', async () => {
    const names = run.result.measures.map(({ name }) => name);
    for (const m of [0, 1]) {
      for (const figure of ['error', 'unchanged', 'cycle']) {
        expect(names).toContain(`mechanism-${m}/${figure}`);
      }
    }
    expect(run.result.headline).toMatch(/mechanism/);
    expect(run.page).toContain('What was learned beside what is true');
    expect(await run.text('model/model.json')).toContain('experts-gan/forward');
  });

  it('gives the same when it goes on after it was killed', () => expectSameAgain(run), TIME_LIMIT);
});
