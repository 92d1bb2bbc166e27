import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { defineRecipe } from '../../src/run/recipe.ts';
import type { Recipe } from '../../src/run/recipe.ts';
import { count } from '../countingLearner.ts';

const schema = z.strictObject({
  factor: z.int().default(1),
  steps: z.int().positive().default(8),
  /** Milliseconds of a step. */
  pause: z.int().min(0).default(0),
  /** The run fails at this step. */
  failsAt: z.int().optional(),
});

/** A recipe that counts, as slowly as one likes, with checkpoints: the sum of its steps, times a factor, plus the seed. */
export function slowRecipe(name = 'test/slow'): Recipe {
  return defineRecipe({
    name,
    title: 'A counter',
    paper: { title: 'Nobody (2000), Counting', url: 'https://example.org', items: 'Table 1' },
    schema,
    presets: { quick: {}, paper: {} },
    compared: [{ scalar: 'total', label: 'sum' }],
    async run(context, { factor, steps, pause: wait, failsAt }) {
      const model = await context.follow({
        show: () => ({}),
        checkpointEvery: 2,
        start: (hooks) =>
          count(hooks, {
            steps,
            factor,
            beforeStep: async (done) => {
              if (done + 1 === failsAt) throw new Error(`no step ${failsAt}`);
              await pause(wait);
            },
          }),
      });
      model.dispose();
      const total = model.total + context.seed;
      return {
        headline: 'Counted.',
        measures: [{ name: 'total', label: 'sum', value: total, format: 'integer' }],
        data: { kind: 'generated', description: 'integers', chosenBy: 'the task' },
        matrices: {},
        details: { steps },
      };
    },
    draw: () => Promise.resolve([]),
  });
}

/** A recipe that does nothing: what a run costs that is not computing. */
export function nothingRecipe(): Recipe {
  return defineRecipe({
    name: 'test/nothing',
    title: 'Nothing',
    paper: { title: 'Nobody (2000), Nothing', url: 'https://example.org', items: 'Table 1' },
    schema: z.strictObject({}),
    presets: { quick: {}, paper: {} },
    compared: [],
    run: ({ seed }) =>
      Promise.resolve({
        headline: 'Done.',
        measures: [{ name: 'seed', label: 'seed', value: seed, format: 'integer' }],
        data: { kind: 'generated', description: 'nothing', chosenBy: 'the task' },
        matrices: {},
        details: {},
      }),
    draw: () => Promise.resolve([]),
  });
}
