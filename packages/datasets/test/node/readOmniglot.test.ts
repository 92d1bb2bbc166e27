import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { processorTime } from '@causal-mechanisms/test-utils';
import { readOmniglot } from '../../src/node/readOmniglot.ts';
import { inTempFolder, looksDuring, omniglotFiles, pngBytes, readFirst } from '../testFiles.ts';

describe('readOmniglot', () => {
  it('reads a set: white ink, averaged by area, characters as labels', async () => {
    await inTempFolder(async (dir) => {
      await mkdir(join(dir, 'omniglot'));
      await writeFile(
        join(dir, 'omniglot', 'images_background.zip'),
        zipSync({
          ...omniglotFiles('background'),
          '__MACOSX/note': new Uint8Array(3),
          'images_background/Greek/character01/._1.png': new Uint8Array(3),
          'images_background/LICENSE': new Uint8Array(3),
        }),
      );
      const letters = await readOmniglot(dir, { size: [2, 2] });
      expect(letters.name).toBe('archive/images_background.zip');
      expect(letters.origin.kind).toBe('own');
      expect(letters.shape).toEqual([2, 2, 1]);
      expect(letters.classNames).toEqual([
        'Greek/character01',
        'Latin/character01',
        'Latin/character02',
      ]);
      expect([...(letters.labels ?? [])]).toEqual([0, 0, 1, 1, 2, 2]);
      const out = new Float32Array(4);
      await letters.read(Int32Array.of(5), out);
      expect([...out]).toEqual([1, 0, 0, 0]);
      const [value] = await Promise.all([readOmniglot(dir).then(({ shape }) => shape)]);
      expect(value).toEqual([46, 46, 1]);
    });
  });

  it('averages by area and rounds to the nearest byte', async () => {
    await inTempFolder(async (dir) => {
      await writeFile(join(dir, 'images_background.zip'), zipSync(omniglotFiles('background')));
      const letters = await readOmniglot(dir, { size: [1, 1] });
      // A quarter of the drawing is ink: 63.75 of 255.
      expect(await readFirst(letters, 1)).toEqual(Float32Array.of(64 / 255));
    });
  });

  it('reads drawings of several sizes, in the order of their names', async () => {
    await inTempFolder(async (dir) => {
      const folder = 'images_background/a/b/';
      const half = pngBytes(2, 1, 1, [[0, 0b01000000]]);
      const column = pngBytes(1, 2, 1, [
        [0, 0b10000000],
        [0, 0b00000000],
      ]);
      const wide = pngBytes(4, 1, 1, [[0, 0b11100000]]);
      await writeFile(
        join(dir, 'images_background.zip'),
        zipSync({ [`${folder}3.png`]: wide, [`${folder}1.png`]: half, [`${folder}2.png`]: column }),
      );
      const letters = await readOmniglot(dir, { size: [2, 2] });
      expect([...(await readFirst(letters))].map((value) => Math.round(value * 255))).toEqual([
        255, 0, 255, 0, 0, 0, 255, 255, 0, 128, 0, 128,
      ]);
    });
  });

  it('lets the event loop turn between drawings', async () => {
    await inTempFolder(async (dir) => {
      const [drawing = new Uint8Array(0)] = Object.values(omniglotFiles('background'));
      const many: Record<string, Uint8Array> = {};
      for (let i = 0; i < 300; i++) many[`images_background/a/b/${i}.png`] = drawing;
      await writeFile(join(dir, 'images_background.zip'), zipSync(many));
      // While the file is read there are turns enough: what counts is whether the clock is looked at.
      const looks = await looksDuring(() => readOmniglot(dir, { size: [2, 2] }));
      expect(looks).toBeGreaterThanOrEqual(300);
    });
  });

  it('names the archive that is missing', async () => {
    await inTempFolder(async (dir) => {
      await writeFile(join(dir, 'images_background.zip'), zipSync(omniglotFiles('background')));
      await expect(readOmniglot(dir, { set: 'evaluation' })).rejects.toMatchObject({
        code: 'ERR_FILE_ACCESS',
        message: expect.stringContaining('images_evaluation.zip') as string,
      });
    });
  });

  it.each<[string, Record<string, Uint8Array>, string]>([
    ['the other set', omniglotFiles('evaluation'), 'does not hold the background set'],
    [
      'a name that leads out',
      { '../images_background/a/b/c.png': new Uint8Array(1) },
      'unsafe name',
    ],
    ['a bomb', { 'images_background/a/b/c.png': new Uint8Array(2_000_000) }, 'claims'],
    [
      'a picture that is none',
      { 'images_background/a/b/c.png': new Uint8Array(99) },
      'c.png: not a PNG',
    ],
    [
      'an absurd picture',
      { 'images_background/a/b/c.png': pngBytes(100_000, 100_000, 1, [[0]]) },
      'pixels a side',
    ],
    [
      'a drawing in another place',
      {
        ...omniglotFiles('background'),
        'images_background/Latin/5.png': pngBytes(1, 1, 1, [[0, 0]]),
      },
      'images_background/Latin/5.png is no drawing of the background set',
    ],
  ])('refuses an archive with %s', async (_, files, message) => {
    await inTempFolder(async (dir) => {
      await writeFile(join(dir, 'images_background.zip'), zipSync(files));
      await expect(readOmniglot(dir)).rejects.toMatchObject({
        code: 'ERR_FILE_FORMAT',
        message: expect.stringContaining(message) as string,
      });
    });
  });

  it('refuses in a moment what would take minutes to decode', async () => {
    const row = new Array<number>(257).fill(0);
    const blank = pngBytes(2048, 2048, 1, new Array<number[]>(2048).fill(row));
    const drawings = Array.from({ length: 65 }, (_, i) => [
      `images_background/a/b/${i}.png`,
      blank,
    ]);
    await inTempFolder(async (dir) => {
      await writeFile(
        join(dir, 'images_background.zip'),
        zipSync(Object.fromEntries(drawings) as Record<string, Uint8Array>),
      );
      const start = processorTime();
      await expect(readOmniglot(dir)).rejects.toMatchObject({
        code: 'ERR_FILE_FORMAT',
        message: expect.stringContaining('more than the 268435456 pixels') as string,
      });
      expect(processorTime() - start).toBeLessThan(1000);
    });
  });

  it('refuses a size that is no size', async () => {
    await inTempFolder(async (dir) => {
      await writeFile(join(dir, 'images_background.zip'), zipSync(omniglotFiles('background')));
      for (const [size, name] of [
        [[0, 46], 'size[0]'],
        [[46, 1.5], 'size[1]'],
      ] as const) {
        await expect(readOmniglot(dir, { size })).rejects.toMatchObject({
          code: 'ERR_ARGUMENT',
          message: expect.stringContaining(`readOmniglot: ${name} `) as string,
        });
      }
    });
  });
});
