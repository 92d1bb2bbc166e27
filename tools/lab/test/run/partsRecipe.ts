import * as z from 'zod';
import { defineRecipe } from '../../src/run/recipe.ts';
import type { Recipe, RecipeContext } from '../../src/run/recipe.ts';
import { count } from '../countingLearner.ts';
import type { Counter } from '../countingLearner.ts';

const MODELS = { slow: 1, fast: 3 } as const;
const STEPS = 10;

/** A recipe that trains two counters, each in a part of its own. */
export function partsRecipe(beforeStep?: () => Promise<void>): Recipe {
  return defineRecipe({
    name: 'test/parts',
    title: 'Two counters',
    paper: { title: 'Nobody (2000), Counting', url: 'https://example.org', items: 'Table 1' },
    schema: z.strictObject({}),
    presets: { quick: {}, small: {}, paper: {} },
    compared: [{ part: 'slow', scalar: 'total', label: 'slow sum' }],
    async run(context) {
      const data = { kind: 'generated', description: 'integers', chosenBy: 'the task' } as const;
      await context.pinData(data);
      const measures = [];
      for (const [name, factor] of Object.entries(MODELS)) {
        const found = await context.part(name).finished(() => total(context, name, factor));
        measures.push(
          { name: `${name}/total`, label: 'sum', model: name, value: found.total, paper: '55' },
          { name: `${name}/evaluations`, label: 'count', model: name, value: found.evaluations },
        );
      }
      return { headline: 'Counted.', measures, data, matrices: {}, details: {} };
    },
    async draw(material) {
      const history = await material.part('fast').evaluations();
      return [{ title: `${history.length} evaluations`, blocks: [] }];
    },
  });

  async function total(context: RecipeContext, name: string, factor: number) {
    const part = context.part(name);
    const model = await part.follow<Counter>({
      show: () => ({}),
      checkpointEvery: 4,
      start: (hooks) =>
        count(hooks, {
          steps: STEPS,
          factor,
          ...(beforeStep === undefined ? {} : { beforeStep }),
        }),
    });
    model.dispose();
    return { total: model.total, evaluations: (await part.evaluations()).length };
  }
}
