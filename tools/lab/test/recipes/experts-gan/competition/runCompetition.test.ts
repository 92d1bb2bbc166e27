import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expertsGanMain } from '../../../../src/recipes/experts-gan/main/recipe.ts';
import { TIME_LIMIT, tinyRun } from '../tinyRuns.ts';
import type { TinyRun } from '../tinyRuns.ts';

let folder: string;
let run: TinyRun;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scans-'));
  for (let i = 0; i < 40; i++) {
    const background = { r: 5 * i, g: 5 * i, b: 0 };
    await sharp({ create: { width: 20, height: 20, channels: 3, background } })
      .png()
      .toFile(join(folder, `${i}.png`));
  }
  run = await tinyRun(expertsGanMain, { data: 'folder', folder });
}, TIME_LIMIT);
afterAll(async () => {
  await run.remove();
  await rm(folder, { recursive: true });
});

describe('a competition on a folder of images without classes', () => {
  it('is judged without a classifier', () => {
    expect(run.result.data.kind).toBe('own');
    const names = run.result.measures.map(({ name }) => name);
    expect(names).toContain('meanSquaredError');
    expect(names.filter((name) => name.startsWith('accuracy'))).toEqual([]);
    expect(run.page).not.toContain('Recovered digits become readable');
    expect(run.result.headline).not.toContain('classifier');
  });

  it('keeps model, scores and both kinds of images', async () => {
    expect(Object.keys(JSON.parse(await run.text('images.json')) as object)).toEqual([
      'gallery',
      'experts',
    ]);
    // Header, then iterations 0, 4 and 8 for two mechanisms and two experts.
    expect((await run.text('scores.csv')).trim().split('\n')).toHaveLength(1 + 3 * 2 * 2);
    expect(JSON.parse(await run.text('model/model.json'))).toBeDefined();
  });
});
