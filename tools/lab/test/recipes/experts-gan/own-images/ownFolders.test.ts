import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { readOwnFolders } from '../../../../src/recipes/experts-gan/own-images/ownFolders.ts';
import { ownFoldersSchema } from '../../../../src/recipes/experts-gan/own-images/settings.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-own-folders-'));
  for (const [folder, colour] of [
    ['grey', '#808080'],
    ['red', '#ff0000'],
  ] as const) {
    await mkdir(join(root, folder));
    for (let i = 0; i < 4; i++) {
      await sharp({ create: { width: 20, height: 12, channels: 3, background: colour } })
        .toColourspace(folder === 'grey' ? 'b-w' : 'srgb')
        .png()
        .toFile(join(root, folder, `${i}.png`));
    }
  }
});
afterAll(() => rm(root, { recursive: true }));

function config(transformed: string, canonical: string, more: object = {}) {
  return ownFoldersSchema.parse({
    transformed: transformed === '' ? '' : join(root, transformed),
    canonical: join(root, canonical),
    side: 16,
    batchSize: 4,
    ...more,
  });
}

describe('readOwnFolders', () => {
  it('keeps grey grey, and reads both folders in colour where one has it', async () => {
    expect((await readOwnFolders(config('grey', 'grey'))).transformed.shape).toEqual([16, 16, 1]);
    const { transformed, canonical, used, warnings } = await readOwnFolders(config('grey', 'red'));
    expect([transformed.shape, canonical.shape]).toEqual([
      [16, 16, 3],
      [16, 16, 3],
    ]);
    expect(used.description).toBe('images of the folder grey: 4 transformed, 4 canonical, 16x16x3');
    expect(warnings).toEqual([
      'transformed holds 4 images; from 300 on results are better',
      'canonical holds 4 images; from 300 on results are better',
    ]);
    const grey = await readOwnFolders(config('grey', 'red', { channels: 1 }));
    expect(grey.canonical.shape).toEqual([16, 16, 1]);
  });

  it('says what is missing', async () => {
    await expect(readOwnFolders(config('', 'red'))).rejects.toMatchObject({
      code: 'ERR_DATA_MISSING',
    });
    await expect(readOwnFolders(config('grey', 'red', { batchSize: 5 }))).rejects.toThrow(
      '--transformed holds 4 images, a batch takes 5: add images, or --set batchSize=4',
    );
    await expect(readOwnFolders(config('none', 'red'))).rejects.toMatchObject({
      code: 'ERR_FILE_ACCESS',
    });
  });

  it('says how many files were passed over', async () => {
    await writeFile(join(root, 'grey', '.DS_Store'), 'none of the images');
    const { warnings } = await readOwnFolders(config('grey', 'red'));
    expect(warnings[0]).toBe('skipped: 1 hidden files and folders, or those of the system');
  });
});
