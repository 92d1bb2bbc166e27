import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rimsOwnSequences } from '../../../src/recipes/rims/own-sequences/recipe.ts';
import { tinyLab } from '../tinyLab.ts';
import type { TinyLab } from '../tinyLab.ts';
import { echoRecipe } from './echoRecipe.ts';

let tiny: TinyLab;
beforeAll(async () => {
  tiny = await tinyLab({ recipes: [echoRecipe('rims/own-sequences', { shown: 3 })] });
});
afterAll(() => tiny.remove());

async function detailsOf(...args: string[]): Promise<unknown> {
  const { code, notes } = await tiny.call('train', 'rims', ...args);
  if (code !== 0) throw new Error(notes);
  return (JSON.parse(await tiny.text(args.at(-1) ?? '', 'result.json')) as { details: unknown })
    .details;
}

describe('lab train rims', () => {
  it('runs the recipe on the file that is named, with a whole path', async () => {
    const how = ['--layout', 'wide', '--id', 'who', '--label', 'sort', '--columns', 'a,b'];
    const what = ['--tokens', '--delimiter', ';', '--ask', 'label', '--model', 'both'];
    const more = ['--seed', '4', '--set', 'shown=9', '--set', 'core.units=3'];
    expect(
      await detailsOf('--sequences', 'a.csv', ...how, ...what, ...more, '--out', 'named'),
    ).toEqual({
      seed: 4,
      config: {
        shown: 9,
        core: { units: 3 },
        sequences: join(tiny.root, 'a.csv'),
        layout: 'wide',
        id: 'who',
        label: 'sort',
        columns: ['a', 'b'],
        tokens: true,
        delimiter: ';',
        ask: 'label',
        models: ['rims', 'lstm'],
      },
    });
  });

  it('leaves to the recipe what is not said', async () => {
    expect(await detailsOf('--sequences', 'a.csv', '--model', 'lstm', '--out', 'bare')).toEqual({
      seed: 1,
      config: { shown: 3, sequences: join(tiny.root, 'a.csv'), models: ['lstm'] },
    });
  });

  it('makes an example up', async () => {
    expect(await detailsOf('--example', 'made/up.csv', '--out', 'example')).toEqual({
      seed: 1,
      config: { shown: 3, sequences: join(tiny.root, 'made/up.csv'), example: 300 },
    });
  });

  it.each([
    [[], 'expected --sequences FILE'],
    [['--example', 'a', '--sequences', 'b'], '--example makes the sequences up'],
    [['--sequences', 'a', '--ask', 'all'], 'unknown'],
    [['--sequences', 'a', '--layout', 'tall'], 'unknown'],
    [['--resume', 'a', '--ask', 'next'], 'it cannot be combined with --ask'],
    [['--sequences', 'a', '--graph', 'a -> b'], 'is for another system'],
  ])('refuses %o', async (args, message) => {
    const { code, notes } = await tiny.call('train', 'rims', ...args);
    expect(notes).toContain(message);
    expect(code).toBe(2);
  });

  it('refuses a damaged file before there is a run', async () => {
    const real = await tinyLab({ recipes: [rimsOwnSequences] });
    await writeFile(join(real.root, 'odd.csv'), 'id,load\na,1\na,\nb,2\n');
    const { code, notes } = await real.call(
      ...['train', 'rims', '--sequences', 'odd.csv', '--out', 'never'],
    );
    expect(notes).toContain('odd.csv: line 3, column 2');
    expect(code).toBe(1);
    expect(await readdir(real.root)).not.toContain('never');
    await real.remove();
  });
});
