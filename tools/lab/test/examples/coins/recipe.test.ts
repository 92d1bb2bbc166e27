import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { tinyLab } from '../../command/tinyLab.ts';
import { coins } from './recipe.ts';

describe('the recipe of the README', () => {
  it('stands there as it is here, with the paths of a recipe', async () => {
    const read = (path: string) => readFile(resolve(import.meta.dirname, path), 'utf8');
    const source = (await read('recipe.ts')).replaceAll("'../../../src/", "'../../../");
    expect(await read('../../../README.md')).toContain(`\`\`\`ts\n${source}\`\`\`\n`);
  });

  it('runs and draws', async () => {
    const tiny = await tinyLab({ recipes: [coins] });
    const { code, out, notes } = await tiny.call('run', 'examples/coins', '--out', 'run');
    expect([code, notes]).toEqual([0, expect.stringContaining('examples/coins')]);
    expect(out).toMatch(/^fair +0\.[456]\d+/m);
    expect(out).toMatch(/^bent +0\.[789]\d+/m);
    expect(await tiny.text('run/report.html')).toContain('>share of heads<');
    await tiny.remove();
  });
});
