import { expertsGanCompositions } from '../../../../src/recipes/experts-gan/compositions/recipe.ts';
import { expectSameAgain, TIME_LIMIT, tinyRun } from '../tinyRuns.ts';
import type { TinyRun } from '../tinyRuns.ts';

const SMALL = {
  'refinement.iterations': 4,
  'refinement.batchSize': 4,
  // More than the report shows.
  'compositions.images': 12,
  'compositions.most': 2,
  'compositions.canonical': 8,
  'compositions.width': 2,
  'compositions.depth': 2,
};

let run: TinyRun;
beforeAll(async () => {
  run = await tinyRun(expertsGanCompositions, SMALL);
}, TIME_LIMIT);
afterAll(() => run.remove());

describe('experts-gan/compositions', () => {
  it('tabulates what is found with either scorer, by the number of mechanisms', () => {
    const names = run.result.measures.map(({ name }) => name);
    for (const scorer of ['refined', 'competition']) {
      for (const length of [1, 2]) {
        for (const figure of ['set', 'order', 'restored', 'accuracy', 'meanSquaredError']) {
          expect(names).toContain(`${scorer}/${length}/${figure}`);
        }
      }
    }
    expect(names).not.toContain('refined/3/set');
    expect(['met', 'missed']).toContain(run.value('bar/2'));
    expect(run.result.headline).toMatch(/found for .* of 1 mechanism, .* of 2 mechanisms\.$/);
    expect(run.page).toContain('scorer of the competition');
  });

  it('keeps images, the win matrix and the refined model', async () => {
    expect(Object.keys(run.result.matrices)).toEqual(['wins']);
    expect(Object.keys(JSON.parse(await run.text('images.json')) as object)).toEqual(['gallery']);
    expect(await run.text('model/model.json')).toContain('experts-gan');
  });

  it('gives the same when it goes on after it was killed', () => expectSameAgain(run), TIME_LIMIT);
});
