import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dearOwnImages } from '../../../src/recipes/dear-scm/own-images/recipe.ts';
import { tinyLab } from '../tinyLab.ts';
import type { TinyLab } from '../tinyLab.ts';
import { echoRecipe } from './echoRecipe.ts';

let tiny: TinyLab;
beforeAll(async () => {
  tiny = await tinyLab({ recipes: [echoRecipe('dear-scm/own-images', { free: 3 })] });
  await mkdir(join(tiny.root, 'faces'));
  await writeFile(join(tiny.root, 'l.csv'), '');
});
afterAll(() => tiny.remove());

const ASK = ['train', 'dear-scm', '--images', 'faces', '--labels', 'l.csv', '--graph', 'a -> b'];

async function detailsOf(...args: string[]): Promise<unknown> {
  const { code, notes } = await tiny.call(...args);
  if (code !== 0) throw new Error(notes);
  const at = args.at(-1) ?? '';
  return (JSON.parse(await tiny.text(at, 'result.json')) as { details: unknown }).details;
}

describe('lab train dear-scm', () => {
  it('runs the recipe on the files that are named, with whole paths', async () => {
    expect(await detailsOf(...ASK, '--out', 'plain')).toEqual({
      seed: 1,
      config: {
        free: 3,
        images: join(tiny.root, 'faces'),
        labels: join(tiny.root, 'l.csv'),
        graph: ['a -> b'],
        units: {},
      },
    });
  });

  it('passes everything on', async () => {
    const more = [
      ...['--graph', 'b -> c', '--factors', 'c, b,a', '--unit', 'a=degrees', '--side', '48'],
      ...['--file-column', 'name', '--unlisted', 'keep', '--delimiter', ';', '--seed', '4'],
      ...['--preset', 'paper', '--set', 'dear.iterations=9', '--set', 'side=64', '--out', 'full'],
    ];
    expect(await detailsOf(...ASK, ...more)).toEqual({
      seed: 4,
      config: {
        images: join(tiny.root, 'faces'),
        labels: join(tiny.root, 'l.csv'),
        graph: ['a -> b', 'b -> c'],
        factors: ['c', 'b', 'a'],
        units: { a: 'degrees' },
        fileColumn: 'name',
        side: 64,
        unlisted: 'keep',
        delimiter: ';',
        dear: { iterations: 9 },
      },
    });
  });

  it.each([
    ['--images', 'no', /^lab: train: --images .*no: there is no such file or folder/m],
    ['--images', 'l.csv', /^lab: train: --images .*l\.csv: it is no folder/m],
    ['--labels', 'no.csv', /^lab: train: --labels .*no\.csv: there is no such file or folder/m],
    ['--labels', 'faces', /^lab: train: --labels .*faces: it is a folder, not a file/m],
    ['--graph', 'a -> b; b -> a', /^lab: factorGraph: the graph must have no cycle, got a -> b/m],
  ])('refuses %s %s before there is a run', async (option, value, message) => {
    const asked = [...ASK];
    asked[asked.indexOf(option) + 1] = value;
    const { code, notes } = await tiny.call(...asked, '--out', 'never');
    expect(notes).toMatch(message);
    expect(code).toBe(1);
    expect(await readdir(tiny.root)).not.toContain('never');
  });

  it('goes on with a run', async () => {
    await detailsOf(...ASK, '--out', 'again');
    const { code, out } = await tiny.call('train', 'dear-scm', '--resume', 'again');
    expect(code).toBe(0);
    expect(out).toContain('Done.');
  });

  it('looks at images and labels before there is a run', async () => {
    const real = await tinyLab({ recipes: [dearOwnImages] });
    await mkdir(join(real.root, 'faces'));
    await writeFile(join(real.root, 'l.csv'), 'file,a,b\n');
    const { code, notes } = await real.call(...ASK, '--out', 'never');
    expect(notes).toContain('holds no PNG or JPEG images');
    expect(code).toBe(1);
    expect(await readdir(real.root)).not.toContain('never');
    await real.remove();
  });
});
