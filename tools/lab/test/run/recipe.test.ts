import { thrownCode } from '@causal-mechanisms/test-utils';
import * as z from 'zod';
import { defineRecipe, presetNames } from '../../src/run/recipe.ts';
import type { RecipeContext, RunMaterial } from '../../src/run/recipe.ts';

const seen: unknown[] = [];

const recipe = defineRecipe({
  name: 'test/square',
  title: 'A square',
  paper: { title: 'Nobody', url: 'https://example.org', items: 'Table 1' },
  schema: z.strictObject({ side: z.int().min(1).default(3), colour: z.string().optional() }),
  presets: { quick: { side: 1 }, paper: {} },
  compared: [],
  run(_, config) {
    seen.push(config.side);
    return Promise.resolve({
      headline: `${config.side ** 2}`,
      measures: [],
      data: { kind: 'generated', description: 'none', chosenBy: 'the task' },
      matrices: {},
      details: {},
    });
  },
  draw: (_, config) => Promise.resolve([{ title: `${config.side}`, blocks: [] }]),
});

const context = {} as RecipeContext;
const material = {} as RunMaterial;

describe('defineRecipe', () => {
  it('fills the defaults in, and refuses what the schema does not know', () => {
    expect(recipe.resolve({})).toEqual({ side: 3 });
    expect(recipe.resolve({ side: 2, colour: 'red' })).toEqual({ side: 2, colour: 'red' });
    expect(thrownCode(() => recipe.resolve({ side: 0 }))).toBe('ERR_CONFIG');
    expect(() => recipe.resolve({ sid: 1 })).toThrow('test/square: unknown key "sid"');
  });

  it('runs and draws with the whole configuration', async () => {
    expect((await recipe.run(context, {})).headline).toBe('9');
    expect((await recipe.run(context, { side: 5 })).headline).toBe('25');
    expect(seen).toEqual([3, 5]);
    expect((await recipe.draw(material, { side: 4 })).map(({ title }) => title)).toEqual(['4']);
  });

  it('checks again what it reads from a folder', () => {
    expect(thrownCode(() => void recipe.run(context, { side: 'wide' }))).toBe('ERR_CONFIG');
    expect(seen).not.toContain('wide');
  });
});

describe('presetNames', () => {
  it('are those that there are, from small to large', () => {
    expect(presetNames(recipe)).toEqual(['quick', 'paper']);
    expect(
      presetNames({ presets: { stable: {}, paper: {}, medium: {}, small: {}, quick: {} } }),
    ).toEqual(['quick', 'small', 'medium', 'paper', 'stable']);
  });
});
