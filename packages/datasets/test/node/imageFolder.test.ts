import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { imageFolder } from '../../src/node/imageFolder.ts';
import { inTempFolder, readFirst } from '../testFiles.ts';

async function paint(
  path: string,
  size: readonly [height: number, width: number],
  background: string,
): Promise<void> {
  const [height, width] = size;
  await sharp({ create: { width, height, channels: 3, background } }).toFile(path);
}

async function grey(path: string, values: readonly number[]): Promise<void> {
  const raw = { width: values.length, height: 1, channels: 1 } as const;
  await sharp(Uint8Array.from(values), { raw }).toColourspace('b-w').png().toFile(path);
}

describe('imageFolder', () => {
  it('reads colours in the order of the names, whatever is asked for first', async () => {
    await inTempFolder(async (dir) => {
      await paint(join(dir, 'b.png'), [2, 3], '#00ff00');
      await paint(join(dir, 'a.PNG'), [2, 3], '#ff0000');
      await writeFile(join(dir, 'notes.txt'), 'not an image');
      const images = await imageFolder(dir);
      expect(images.size).toBe(2);
      expect(images.shape).toEqual([2, 3, 3]);
      expect(images.origin.kind).toBe('own');
      expect(images.labels).toBeUndefined();
      const out = new Float32Array(3 * 18);
      await images.read(Int32Array.of(1, 0, 1), out);
      expect([...out.subarray(0, 3)]).toEqual([0, 1, 0]);
      expect([...out.subarray(18, 21)]).toEqual([1, 0, 0]);
      expect([...out.subarray(51)]).toEqual([0, 1, 0]);
    });
  });

  it('keeps grey images grey and exact, and makes others grey when asked', async () => {
    await inTempFolder(async (dir) => {
      await grey(join(dir, 'a.png'), [0, 100, 255]);
      const images = await imageFolder(dir);
      expect(images.shape).toEqual([1, 3, 1]);
      const out = new Float32Array(3);
      await images.read(Int32Array.of(0), out);
      expect([...out].map((value) => Math.round(value * 255))).toEqual([0, 100, 255]);
      await paint(join(dir, 'b.png'), [1, 3], '#808080');
      expect((await imageFolder(dir)).shape).toEqual([1, 3, 3]);
      const forced = await imageFolder(dir, { channels: 1 });
      await forced.read(Int32Array.of(1), out);
      expect([...out].map((value) => Math.round(value * 255))).toEqual([128, 128, 128]);
    });
  });

  it('makes grey of colours in linear light', async () => {
    await inTempFolder(async (dir) => {
      for (const [name, colour] of [
        ['a.png', '#ff0000'],
        ['b.png', '#00ff00'],
        ['c.png', '#0000ff'],
      ] as const) {
        await paint(join(dir, name), [1, 1], colour);
      }
      const grey = await readFirst(await imageFolder(dir, { channels: 1 }));
      const weights = [0.2126, 0.7152, 0.0722];
      // The curve of sRGB, from light to what is stored.
      const stored = weights.map((light) => 255 * (1.055 * light ** (1 / 2.4) - 0.055));
      grey.forEach((value, i) => {
        expect(Math.abs(value * 255 - (stored[i] ?? NaN))).toBeLessThan(1);
      });
    });
  });

  it('puts transparent images on black and reads JPEG upright', async () => {
    await inTempFolder(async (dir) => {
      const clear = { width: 4, height: 2, channels: 4, background: '#ffffff00' } as const;
      await sharp({ create: clear }).png().toFile(join(dir, 'a.png'));
      const out = new Float32Array(24);
      await (await imageFolder(dir)).read(Int32Array.of(0), out);
      expect(Math.max(...out)).toBe(0);
      const white = { width: 2, height: 4, channels: 3, background: 'white' } as const;
      // Orientation 6: to be turned by a quarter.
      await sharp({ create: white }).withMetadata({ orientation: 6 }).toFile(join(dir, 'b.jpeg'));
      const both = await imageFolder(dir);
      expect(both.shape).toEqual([2, 4, 3]);
      await both.read(Int32Array.of(1), out);
      expect(Math.min(...out)).toBeGreaterThan(0.98);
    });
  });

  it('turns a picture that is stored upside down', async () => {
    await inTempFolder(async (dir) => {
      const raw = Uint8Array.from({ length: 16 * 8 }, (_, k) => (k % 16 < 8 ? 255 : 0));
      await sharp(raw, { raw: { width: 16, height: 8, channels: 1 } })
        .withMetadata({ orientation: 3 })
        .jpeg({ quality: 100 })
        .toFile(join(dir, 'a.jpg'));
      const row = (await readFirst(await imageFolder(dir, { channels: 1 }))).subarray(0, 16);
      expect([row[1], row[14]].map((value) => Math.round(value ?? NaN))).toEqual([0, 1]);
    });
  });

  it('takes grey with transparency for grey', async () => {
    await inTempFolder(async (dir) => {
      const raw = { width: 2, height: 1, channels: 2 } as const;
      await sharp(Uint8Array.of(200, 255, 200, 0), { raw })
        .toColourspace('b-w')
        .png()
        .toFile(join(dir, 'a.png'));
      const images = await imageFolder(dir);
      expect(images.shape).toEqual([1, 2, 1]);
      expect([...(await readFirst(images))].map((value) => Math.round(value * 255))).toEqual([
        200, 0,
      ]);
    });
  });

  it('refuses reads that do not fit', async () => {
    await inTempFolder(async (dir) => {
      await paint(join(dir, 'a.png'), [1, 1], 'red');
      const images = await imageFolder(dir);
      await expect(images.read(Int32Array.of(1), new Float32Array(3))).rejects.toMatchObject({
        code: 'ERR_ARGUMENT',
      });
      await expect(images.read(Int32Array.of(0), new Float32Array(4))).rejects.toMatchObject({
        code: 'ERR_SHAPE',
      });
    });
  });

  it('takes the names of sub-folders as labels when all images lie in them', async () => {
    await inTempFolder(async (dir) => {
      for (const name of ['dogs', 'cats/big']) await mkdir(join(dir, name), { recursive: true });
      await paint(join(dir, 'dogs', '1.png'), [1, 1], 'red');
      await paint(join(dir, 'cats', 'big', '2.jpg'), [1, 1], 'red');
      await paint(join(dir, 'cats', '1.png'), [1, 1], 'red');
      const images = await imageFolder(dir);
      expect(images.classNames).toEqual(['cats', 'dogs']);
      expect([...(images.labels ?? [])]).toEqual([0, 0, 1]);
      await paint(join(dir, 'loose.png'), [1, 1], 'red');
      expect((await imageFolder(dir)).labels).toBeUndefined();
      expect((await imageFolder(dir, { recursive: false })).size).toBe(1);
    });
  });

  it('numbers classes without hidden folders, and refuses a class without images', async () => {
    await inTempFolder(async (dir) => {
      for (const name of ['.ipynb_checkpoints', 'apes', 'cats', 'dogs']) {
        await mkdir(join(dir, name));
      }
      await paint(join(dir, '.ipynb_checkpoints', 'x.png'), [1, 1], 'red');
      await writeFile(join(dir, 'dogs', '._1.png'), 'no picture');
      await paint(join(dir, 'cats', '1.png'), [1, 1], 'red');
      await paint(join(dir, 'dogs', '1.png'), [1, 1], 'red');
      await expect(imageFolder(dir)).rejects.toMatchObject({
        code: 'ERR_FILE_FORMAT',
        message: expect.stringContaining('apes has no PNG or JPEG images') as string,
        data: { empty: ['apes'] },
      });
      const kept = await imageFolder(dir, { emptyClasses: 'keep' });
      expect(kept.classNames).toEqual(['apes', 'cats', 'dogs']);
      expect([...(kept.labels ?? [])]).toEqual([1, 2]);
      expect(kept.skipped).toBe(2);
      expect(kept.files).toEqual([join(dir, 'cats', '1.png'), join(dir, 'dogs', '1.png')]);
      const left = await imageFolder(dir, { emptyClasses: 'leave-out' });
      expect(left.classNames).toEqual(['cats', 'dogs']);
      expect([...(left.labels ?? [])]).toEqual([0, 1]);
      // Where the folders are no classes, one without images is no matter.
      await paint(join(dir, 'loose.png'), [1, 1], 'red');
      expect((await imageFolder(dir)).size).toBe(3);
      await expect(imageFolder(dir, { emptyClasses: 'drop' as 'keep' })).rejects.toMatchObject({
        code: 'ERR_ARGUMENT',
      });
    });
  });

  it('takes linked folders for classes', async () => {
    await inTempFolder(async (dir) => {
      for (const name of ['data/cats', 'elsewhere'])
        await mkdir(join(dir, name), { recursive: true });
      await paint(join(dir, 'data', 'cats', '1.png'), [1, 1], 'red');
      await paint(join(dir, 'elsewhere', '1.png'), [1, 1], 'red');
      await symlink(join(dir, 'elsewhere'), join(dir, 'data', 'dogs'));
      const images = await imageFolder(join(dir, 'data'));
      expect(images.classNames).toEqual(['cats', 'dogs']);
      expect([...(images.labels ?? [])]).toEqual([0, 1]);
    });
  });

  it('names the files whose sizes differ, unless a size is given', async () => {
    await inTempFolder(async (dir) => {
      await paint(join(dir, 'a.png'), [2, 2], 'white');
      await paint(join(dir, 'b.png'), [4, 2], 'white');
      await expect(imageFolder(dir)).rejects.toMatchObject({
        code: 'ERR_SHAPE',
        message: expect.stringMatching(/a\.png \(2x2\).*b\.png \(4x2\)/) as string,
      });
      await paint(join(dir, 'b.png'), [2, 4], 'white');
      await expect(imageFolder(dir)).rejects.toMatchObject({ code: 'ERR_SHAPE' });
      const images = await imageFolder(dir, { height: 3, width: 5 });
      expect(images.shape).toEqual([3, 5, 3]);
      const out = new Float32Array(90);
      await images.read(Int32Array.of(0, 1), out);
      expect(Math.min(...out)).toBe(1);
    });
  });

  it('names the file that is broken, at once or when it is read', async () => {
    await inTempFolder(async (dir) => {
      await paint(join(dir, 'good.png'), [32, 32], 'white');
      await writeFile(join(dir, 'bad.png'), 'no picture');
      await expect(imageFolder(dir)).rejects.toMatchObject({
        code: 'ERR_FILE_FORMAT',
        message: expect.stringContaining('bad.png') as string,
      });
      const noise = Uint8Array.from({ length: 32 * 32 * 3 }, (_, i) => (i * 7919) % 256);
      await sharp(noise, { raw: { width: 32, height: 32, channels: 3 } }).toFile(
        join(dir, 'bad.png'),
      );
      const whole = await readFile(join(dir, 'bad.png'));
      await writeFile(join(dir, 'bad.png'), whole.subarray(0, whole.length / 2));
      const images = await imageFolder(dir);
      await expect(images.read(Int32Array.of(0), new Float32Array(3072))).rejects.toMatchObject({
        code: 'ERR_FILE_FORMAT',
        message: expect.stringContaining('bad.png') as string,
      });
    });
  });

  it('refuses an empty or missing folder and half a size', async () => {
    await inTempFolder(async (dir) => {
      const missing = join(dir, 'missing');
      await expect(imageFolder(dir)).rejects.toMatchObject({ code: 'ERR_FILE_ACCESS' });
      await expect(imageFolder(missing)).rejects.toMatchObject({ code: 'ERR_FILE_ACCESS' });
      await expect(imageFolder(dir, { height: 3 })).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
      await expect(imageFolder(dir, { height: 0, width: 2 })).rejects.toMatchObject({
        code: 'ERR_ARGUMENT',
      });
    });
  });
});
