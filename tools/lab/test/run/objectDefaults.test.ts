import * as z from 'zod';
import { RECIPES } from '../../src/recipes/index.ts';
import { objectDefaults } from '../../src/run/objectDefaults.ts';
import { PRESETS } from '../../src/run/recipe.ts';

it('finds objects, and nothing else', () => {
  const schema = z
    .strictObject({
      size: z.int().default(3),
      list: z.array(z.int()).default([1]),
      no: z.union([z.literal(false), z.object({})]).default(false),
      kind: z.looseObject({ kind: z.string() }).default({ kind: 'a' }),
      inner: z.strictObject({ every: z.int().default(5) }).prefault({}),
      asked: z.object({}),
    })
    .superRefine(() => undefined);
  expect(objectDefaults(schema)).toEqual({ kind: { kind: 'a' }, inner: {} });
  expect(objectDefaults(z.string())).toEqual({});
});

it.each(RECIPES)('stand for keys left out in $name', (recipe) => {
  for (const preset of PRESETS) {
    const changes = recipe.presets[preset] ?? {};
    expect(recipe.resolve({ ...recipe.defaults, ...changes })).toEqual(recipe.resolve(changes));
  }
});
