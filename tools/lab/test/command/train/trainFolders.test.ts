import { join } from 'node:path';
import * as z from 'zod';
import { defineRecipe } from '../../../src/run/recipe.ts';
import { tinyLab } from '../tinyLab.ts';
import type { TinyLab } from '../tinyLab.ts';

/** Answers with its configuration. */
const recipe = defineRecipe({
  name: 'experts-gan/own-images',
  title: 'Own images',
  paper: { title: 'Paper', url: 'https://example.org', items: 'nothing' },
  schema: z.record(z.string(), z.json()),
  presets: { quick: { shown: 3 }, paper: {} },
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

let tiny: TinyLab;
beforeAll(async () => {
  tiny = await tinyLab({ recipes: [recipe] });
});
afterAll(() => tiny.remove());

async function detailsOf(...args: string[]): Promise<unknown> {
  const { code, notes } = await tiny.call('train', 'experts-gan', ...args);
  if (code !== 0) throw new Error(notes);
  return (JSON.parse(await tiny.text(args.at(-1) ?? '', 'result.json')) as { details: unknown })
    .details;
}

describe('lab train experts-gan', () => {
  it('runs the recipe on the folders that are named, with whole paths', async () => {
    const more = ['--experts', '6', '--side', '40', '--seed', '4', '--set', 'shown=9'];
    expect(
      await detailsOf('--transformed', 'a', '--canonical', 'b', ...more, '--out', 'named'),
    ).toEqual({
      seed: 4,
      config: {
        shown: 9,
        transformed: join(tiny.root, 'a'),
        canonical: join(tiny.root, 'b'),
        experts: 6,
        side: 40,
      },
    });
  });

  it('draws an example into both', async () => {
    expect(await detailsOf('--example', 'drawn', '--out', 'example')).toEqual({
      seed: 1,
      config: {
        shown: 3,
        transformed: join(tiny.root, 'drawn/transformed'),
        canonical: join(tiny.root, 'drawn/canonical'),
        example: 2000,
        side: 16,
        filters: 16,
      },
    });
  });

  it.each([
    [['--transformed', 'a'], 'expected --canonical DIR'],
    [['--canonical', 'a'], 'expected --transformed DIR'],
    [['--example', 'a', '--canonical', 'b'], '--example draws both folders'],
    [['--example', 'a', '--side', '12'], '--side takes a multiple of 8'],
    [['--example', 'a', '--experts', '0'], '--experts takes an integer from 1 to 256'],
    [['--resume', 'a', '--experts', '2'], 'it cannot be combined with --experts'],
    [['--transformed', 'a', '--canonical', 'b', '--graph', 'a -> b'], 'is for another system'],
  ])('refuses %o', async (args, message) => {
    const { code, notes } = await tiny.call('train', 'experts-gan', ...args);
    expect(notes).toContain(message);
    expect(code).toBe(2);
  });
});
