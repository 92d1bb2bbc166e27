import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { CELEBA_ATTRIBUTES, drawCelebA } from '@causal-mechanisms/test-utils';
import { factorColumn } from '../../../src/factors/factorColumns.ts';
import { celebaSmileGraph } from '../../../src/factors/celebaGraphs.ts';
import { readCelebA } from '../../../src/node/celeba/readCelebA.ts';
import { failure, inTempFolder } from '../../testFiles.ts';

/** Changes a file as text. */
async function change(path: string, how: (text: string) => string): Promise<void> {
  await writeFile(path, how(await readFile(path, 'utf8')));
}

describe('readCelebA', () => {
  it.each(['txt', 'csv'] as const)(
    'reads splits with all attributes from tables in .%s',
    async (tables) => {
      await inTempFolder(async (dir) => {
        const { faces, parts } = await drawCelebA(dir, { count: 12, tables });
        const train = await readCelebA(dir);
        expect(train).toMatchObject({ name: 'celeba/train', size: 8, shape: [64, 64, 3] });
        expect(train.origin).toEqual({ kind: 'real', description: 'CelebA, split train' });
        expect(train.factors.map(({ name }) => name)).toEqual(CELEBA_ATTRIBUTES);
        expect(train.factors.every(({ kind }) => kind === 'binary')).toBe(true);
        for (const [part, split] of (['train', 'valid', 'test'] as const).entries()) {
          const data = await readCelebA(dir, { split });
          const own = faces.filter((_, row) => parts[row] === part);
          for (const name of ['Smiling', 'Male', 'Young', 'Bald']) {
            expect([...factorColumn(data, name)]).toEqual(
              own.map((face) => Number(face.has(name))),
            );
          }
        }
        expect((await readCelebA(dir, { split: 'all' })).size).toBe(12);
      });
    },
  );

  it('finds the split of each image by its name', async () => {
    await inTempFolder(async (dir) => {
      const { faces } = await drawCelebA(dir, { count: 6 });
      const turned = (text: string): string => text.trimEnd().split('\n').reverse().join('\n');
      await change(join(dir, 'list_eval_partition.txt'), turned);
      const test = await readCelebA(dir, { split: 'test', attributes: CELEBA_ATTRIBUTES });
      expect([...test.values]).toEqual(
        CELEBA_ATTRIBUTES.map((name) => Number(faces[5]?.has(name))),
      );
    });
  });

  it('crops and resizes images, and takes attributes in an order', async () => {
    await inTempFolder(async (dir) => {
      const { files, faces } = await drawCelebA(dir, { count: 6 });
      const data = await readCelebA(dir, { side: 32, attributes: celebaSmileGraph.factors });
      expect(data.shape).toEqual([32, 32, 3]);
      expect([...data.values.subarray(6, 12)]).toEqual(
        celebaSmileGraph.factors.map((name) => Number(faces[1]?.has(name))),
      );
      const out = new Float32Array(2 * 32 * 32 * 3);
      await data.read(Int32Array.of(2, 0), out);
      const path = join(dir, 'img_align_celeba', files[2] ?? '');
      const expected = await sharp(path)
        .extract({ left: 25, top: 45, width: 128, height: 128 })
        .resize({ width: 32, height: 32, fit: 'fill' })
        .raw()
        .toBuffer();
      expect(
        out
          .subarray(0, expected.length)
          .every((pixel, i) => Math.round(255 * pixel) === expected[i]),
      ).toBe(true);
      const whole = await readCelebA(dir, {
        side: 16,
        crop: { left: 0, top: 0, width: 178, height: 218 },
      });
      await whole.read(Int32Array.of(0), new Float32Array(16 * 16 * 3));
    });
  });

  it.each<[string, (dir: string) => Promise<void>, string]>([
    [
      'images that are missing, all in one error',
      async (dir) => {
        for (const i of [3, 5, 6]) await rm(join(dir, 'img_align_celeba', `00000${i}.jpg`));
      },
      'line 5, column 1: the image 000003.jpg is not in .*img_align_celeba; nor are 000005.jpg, 000006.jpg$',
    ],
    [
      'an image that is missing',
      (dir) => rm(join(dir, 'img_align_celeba', '000003.jpg')),
      'list_attr_celeba\\.txt: line 5, column 1: the image 000003.jpg is not in .*img_align_celeba',
    ],
    [
      'a count that disagrees',
      (dir) => change(join(dir, 'list_attr_celeba.txt'), (text) => text.replace(/^6/, '7')),
      'line 1 says that there are 7 images, but 6 rows follow',
    ],
    [
      'a value that is neither 1 nor -1',
      (dir) =>
        change(join(dir, 'list_attr_celeba.txt'), (text) =>
          text.replace('000002.jpg -1', '000002.jpg  0'),
        ),
      'line 4, column 2: "5_o_Clock_Shadow" of 000002.jpg must be 1 or -1, got "0"',
    ],
    [
      'a partition with too few rows',
      (dir) =>
        change(join(dir, 'list_eval_partition.txt'), (text) => text.replace('000004.jpg 0\n', '')),
      'list_eval_partition\\.txt: there are 5 rows, but list_attr_celeba\\.txt has 6; 000004.jpg has none',
    ],
    [
      'a partition of another image',
      (dir) =>
        change(join(dir, 'list_eval_partition.txt'), (text) => text.replace('000004', '000014')),
      'list_eval_partition\\.txt: line 4, column 1: 000014.jpg has no row in list_attr_celeba\\.txt',
    ],
    [
      'an unknown split',
      (dir) =>
        change(join(dir, 'list_eval_partition.txt'), (text) =>
          text.replace('000004.jpg 0', '000004.jpg 3'),
        ),
      'line 4, column 2: .*0 or 1 or 2, got "3"',
    ],
    [
      'a split without images',
      (dir) =>
        change(join(dir, 'list_eval_partition.txt'), (text) => text.replaceAll('.jpg 0', '.jpg 2')),
      'no image is in the split "train"',
    ],
  ])('refuses %s', async (_, spoil, message) => {
    await inTempFolder(async (dir) => {
      await drawCelebA(dir, { count: 6 });
      await spoil(dir);
      await expect(readCelebA(dir)).rejects.toThrow(failure('ERR_FILE_FORMAT', message));
    });
  });

  it('names a JPEG that is cut off, and one that is too small, when it is read', async () => {
    await inTempFolder(async (dir) => {
      await drawCelebA(dir, { count: 6 });
      const path = join(dir, 'img_align_celeba', '000002.jpg');
      const data = await readCelebA(dir, { side: 8 });
      const read = (): Promise<void> => data.read(Int32Array.of(1), new Float32Array(192));
      await read();
      await truncate(path, Math.floor((await readFile(path)).length / 2));
      await expect(read()).rejects.toThrow(
        failure('ERR_FILE_FORMAT', '^readCelebA: .*000002\\.jpg is not a sound image'),
      );
      await sharp({ create: { width: 64, height: 64, channels: 3, background: 'red' } }).toFile(
        path,
      );
      await expect(read()).rejects.toThrow(
        failure('ERR_FILE_FORMAT', '000002\\.jpg is not a sound image'),
      );
    });
  });

  it('refuses unknown attributes, splits and sizes, and reads of what is not there', async () => {
    await inTempFolder(async (dir) => {
      await drawCelebA(dir, { count: 6 });
      const refused = async (options: object, message: string): Promise<void> => {
        await expect(readCelebA(dir, options)).rejects.toThrow(
          failure('ERR_ARGUMENT', `^readCelebA: .*${message}`),
        );
      };
      await refused(
        { attributes: ['Smilling'] },
        'no attribute "Smilling"; did you mean "Smiling"',
      );
      await refused({ attributes: ['Male', 'Male'] }, '"Male" is there twice');
      await refused({ attributes: [] }, 'no factors');
      await refused({ split: 'training' }, 'split must be train, valid, test or all, got training');
      await refused({ side: 0 }, 'side must be an integer of at least 1, got 0');
      const data = await readCelebA(dir);
      await expect(
        data.read(Int32Array.of(4), new Float32Array(64 * 64 * 3)),
      ).rejects.toMatchObject({
        code: 'ERR_ARGUMENT',
      });
    });
  });
});
