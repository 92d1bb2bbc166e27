import * as z from 'zod';
import { defineRecipe } from '../../../src/run/recipe.ts';
import type { Recipe } from '../../../src/run/recipe.ts';

/** A recipe of any name that answers with its configuration and seed. */
export function echoRecipe(name: string, quick: Record<string, number>): Recipe {
  return defineRecipe({
    name,
    title: 'Own images',
    paper: { title: 'Paper', url: 'https://example.org', items: 'nothing' },
    schema: z.record(z.string(), z.json()),
    presets: { quick, paper: {} },
    compared: [],
    run: (context, config) =>
      Promise.resolve({
        headline: 'Done.',
        measures: [],
        data: { kind: 'real', description: 'some', chosenBy: 'the user' },
        matrices: {},
        details: { config, seed: context.seed },
      }),
    draw: () => Promise.resolve([]),
  });
}
