import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { tinyLab } from '../tinyLab.ts';
import type { TinyLab } from '../tinyLab.ts';
import { echoRecipe } from './echoRecipe.ts';

let tiny: TinyLab;
beforeAll(async () => {
  tiny = await tinyLab({ recipes: [echoRecipe('experts-gan/own-images', { shown: 3 })] });
  for (const name of ['a', 'b']) await mkdir(join(tiny.root, name));
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

  it('refuses a folder that is not there before there is a run', async () => {
    const { code, notes } = await tiny.call(
      ...['train', 'experts-gan', '--transformed', 'a', '--canonical', 'no', '--out', 'never'],
    );
    expect(notes).toMatch(/^lab: train: --canonical .*no: there is no such file or folder/m);
    expect(code).toBe(1);
    expect(await readdir(tiny.root)).not.toContain('never');
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
