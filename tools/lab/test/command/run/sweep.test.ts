import * as z from 'zod';
import { defineRecipe } from '../../../src/run/recipe.ts';
import { tinyLab } from '../tinyLab.ts';
import type { TinyLab } from '../tinyLab.ts';

const product = defineRecipe({
  name: 'test/product',
  title: 'A product',
  paper: { title: 'Nobody', url: 'https://example.org', items: 'Table 1' },
  schema: z.strictObject({ a: z.int().default(1), b: z.int().default(1) }),
  presets: { quick: {}, paper: {} },
  compared: [],
  run: (_, { a, b }) =>
    Promise.resolve({
      headline: 'Multiplied.',
      measures: [{ name: 'product', label: 'product', value: a * b, format: 'integer' as const }],
      data: { kind: 'generated', description: 'integers', chosenBy: 'the task' } as const,
      matrices: {},
      details: {},
    }),
  draw: () => Promise.resolve([]),
});

let tiny: TinyLab;
beforeEach(async () => {
  tiny = await tinyLab({ recipes: [product] });
});
afterEach(() => tiny.remove());

describe('lab sweep', () => {
  it('runs every combination and prints them side by side', async () => {
    const args = ['sweep', 'test/product', '--set', 'a=2,3', '--set', 'b=5,7'];
    const { code, out, notes } = await tiny.call(...args);
    expect(code).toBe(0);
    expect(notes).toContain(
      'test/product, 4 runs, in runs/test-product-quick-sweep-20260131-154500',
    );
    expect(out).toMatch(/^figure +a=2 b=5 +a=2 b=7 +a=3 b=5 +a=3 b=7$/m);
    expect(out).toMatch(/^product +10 +14 +15 +21$/m);
  });

  it('says when there are fewer settings than were to be drawn', async () => {
    const few = await tiny.call('sweep', 'test/product', '--set', 'a=2,3', '--random', '5');
    expect(few.code).toBe(0);
    expect(few.notes).toContain('warning: --random 5 asks for more settings than there are: 2');
    const enough = await tiny.call(
      ...['sweep', 'test/product', '--set', 'a=2,3', '--random', '2', '--out', 'other'],
    );
    expect(enough.notes).not.toContain('warning');
  });

  it('shows what it would run', async () => {
    const { out } = await tiny.call('sweep', 'test/product', '--set', 'a=2,3', '--dry-run');
    const runs = JSON.parse(out) as { config: { a: number } }[];
    expect(runs.map(({ config }) => config.a)).toEqual([2, 3]);
  });
});
