import * as z from 'zod';
import { isComparable, paperTable, withoutPaper } from '../../src/report/paperFigures.ts';
import { RECIPES } from '../../src/recipes/index.ts';
import { defineRecipe } from '../../src/run/recipe.ts';
import type { Recipe } from '../../src/run/recipe.ts';
import type { RunResult } from '../../src/run/runResult.ts';

const schema = z.strictObject({
  steps: z.int().default(1000),
  models: z.array(z.string()).default(['a', 'b']),
  net: z.strictObject({ width: z.int().default(8) }).prefault({}),
  evaluation: z.strictObject({ every: z.int().default(10) }).prefault({}),
});
const recipe = (holds?: 'at any size', required?: z.ZodType): Recipe =>
  defineRecipe({
    name: 'test/paper',
    title: 'A test',
    paper: {
      title: 'P',
      url: 'https://example.org',
      items: 'Table 1',
      ...(holds === undefined ? {} : { holds }),
    },
    schema: (required ?? schema) as typeof schema,
    presets: { quick: { steps: 5 }, paper: {} },
    compared: [],
    run: () => Promise.reject(new Error('not run')),
    draw: () => Promise.resolve([]),
  });
const real = { kind: 'real' } as const;

describe('isComparable', () => {
  const of = (values: Parameters<Recipe['resolve']>[0], kind: RunResult['data']['kind'] = 'real') =>
    isComparable(recipe(), recipe().resolve(values), { kind });

  it('wants the settings of the paper, whatever the preset was called', () => {
    expect(of({})).toBe(true);
    expect(of({}, 'generated')).toBe(true);
    expect(of({ steps: 5 })).toBe(false);
    expect(of({ net: { width: 4 } })).toBe(false);
  });

  it('does not mind which models there are and when it was looked', () => {
    expect(of({ models: ['a'], evaluation: { every: 3 } })).toBe(true);
  });

  it('takes no drawn data for real ones', () => {
    expect(of({}, 'synthetic')).toBe(false);
  });

  it('believes a recipe whose figures hold at any size', () => {
    const any = recipe('at any size');
    expect(isComparable(any, any.resolve({ steps: 5 }), { kind: 'synthetic' })).toBe(true);
  });

  it('knows that data of one’s own have no settings of the paper', () => {
    const own = recipe(undefined, z.strictObject({ folder: z.string() }));
    expect(isComparable(own, { folder: 'x' }, real)).toBe(false);
  });

  it('holds for the preset of the paper of each recipe, and for quick ones that have fewer runs, a law or an order', () => {
    const recipes = RECIPES.filter(({ name }) => !name.includes('/own-'));
    const at = (one: Recipe, preset: 'quick' | 'paper') =>
      isComparable(one, one.resolve(one.presets[preset]), real);
    expect(recipes.filter((one) => !at(one, 'paper')).map(({ name }) => name)).toEqual([]);
    expect(recipes.filter((one) => at(one, 'quick')).map(({ name }) => name)).toEqual([
      'rims/bouncing-balls',
      'meta-transfer/graphs-real',
      'meta-transfer/graphs-synthetic',
      'meta-transfer/unknown-targets',
      'meta-transfer/controls',
      'meta-transfer/gradient-counts',
      'meta-transfer/same-distribution',
      'meta-transfer/theorem',
    ]);
  });
});

const RESULT = {
  measures: [
    { name: 'a', label: 'a', value: 1, paper: '2' },
    { name: 'b', label: 'b', value: 3 },
  ],
} as unknown as RunResult;

describe('withoutPaper', () => {
  it('leaves what was measured', () => {
    expect(withoutPaper(RESULT).measures).toEqual([
      { name: 'a', label: 'a', value: 1 },
      { name: 'b', label: 'b', value: 3 },
    ]);
  });
});

describe('paperTable', () => {
  it('has the figures of the paper alone', () => {
    expect(paperTable(RESULT)).toEqual({ header: ['figure', 'paper'], rows: [['a', '2']] });
    expect(paperTable(withoutPaper(RESULT))).toBeUndefined();
  });
});
