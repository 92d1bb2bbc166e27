import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readMnist } from '../../src/node/readMnist.ts';
import type { MnistVariant } from '../../src/node/readMnist.ts';
import { idxBytes, inTempFolder } from '../testFiles.ts';

const IMAGES = idxBytes([3, 2, 2], [0, 255, 0, 0, 1, 2, 3, 4, 9, 9, 9, 9]);
const LABELS = idxBytes([3], [7, 0, 9]);
const TEST_IMAGES = 't10k-images-idx3-ubyte';
const TEST_LABELS = 't10k-labels-idx1-ubyte';

describe('readMnist', () => {
  it('reads plain and packed files, in the folder itself or in the one of the set', async () => {
    await inTempFolder(async (dir) => {
      await writeFile(join(dir, TEST_IMAGES), IMAGES);
      await writeFile(join(dir, `${TEST_LABELS}.gz`), gzipSync(LABELS));
      await mkdir(join(dir, 'fashion-mnist'));
      await writeFile(join(dir, 'fashion-mnist', `${TEST_IMAGES}.gz`), gzipSync(IMAGES));
      await writeFile(join(dir, 'fashion-mnist', TEST_LABELS), LABELS);
      const digits = await readMnist(dir, { split: 'test' });
      expect(digits.name).toBe('idx/test');
      expect(digits.origin).toEqual({
        kind: 'own',
        description: `your own idx files of the folder ${basename(dir)}, which are not those of MNIST`,
      });
      expect(digits.shape).toEqual([2, 2, 1]);
      expect([...(digits.labels ?? [])]).toEqual([7, 0, 9]);
      const out = new Float32Array(4);
      await digits.read(Int32Array.of(0), out);
      expect([...out]).toEqual([0, 1, 0, 0]);
      const clothes = await readMnist(dir, { split: 'test', variant: 'fashion-mnist' });
      expect(clothes.classNames?.[clothes.labels?.[0] ?? 0]).toBe('Sneaker');
      expect(clothes.origin.description).toMatch(/^your own .* not those of Fashion-MNIST$/);
      // The order of the published labels.
      const names =
        'T-shirt/top, Trouser, Pullover, Dress, Coat, Sandal, Shirt, Sneaker, Bag, Ankle boot';
      expect(clothes.classNames).toEqual(names.split(', '));
    });
  });

  it('reads the training set by default, also from the folder of the set itself', async () => {
    await inTempFolder(async (dir) => {
      const folder = join(dir, 'mnist');
      await mkdir(folder);
      await writeFile(join(folder, 'train-images-idx3-ubyte'), IMAGES);
      await writeFile(join(folder, 'train-labels-idx1-ubyte'), LABELS);
      for (const place of [dir, folder]) {
        const digits = await readMnist(place);
        expect(digits.name).toBe('idx/train');
        expect(digits.origin.kind).toBe('own');
        expect(digits.classNames).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
      }
    });
  });

  it('finds files with a dot in their names', async () => {
    await inTempFolder(async (dir) => {
      await writeFile(join(dir, 't10k-images.idx3-ubyte'), IMAGES);
      await writeFile(join(dir, 't10k-labels.idx1-ubyte.gz'), gzipSync(LABELS));
      expect((await readMnist(dir, { split: 'test' })).size).toBe(3);
    });
  });

  it('refuses a set that it does not know', async () => {
    await expect(
      readMnist('/nowhere', { variant: 'emnist' as MnistVariant }),
    ).rejects.toMatchObject({
      code: 'ERR_ARGUMENT',
      message: expect.stringContaining('emnist') as string,
    });
  });

  it('says what is missing and how to get it', async () => {
    await inTempFolder(async (dir) => {
      await expect(readMnist(dir)).rejects.toMatchObject({
        code: 'ERR_FILE_ACCESS',
        message: expect.stringMatching(/train-images.*downloadDataset/) as string,
      });
      await expect(readMnist(join(dir, 'nowhere'))).rejects.toMatchObject({
        code: 'ERR_FILE_ACCESS',
      });
    });
  });

  it('does not take the folder of the other set', async () => {
    await inTempFolder(async (dir) => {
      const folder = join(dir, 'fashion-mnist');
      await mkdir(folder);
      await writeFile(join(folder, TEST_IMAGES), IMAGES);
      await writeFile(join(folder, TEST_LABELS), LABELS);
      await expect(readMnist(folder, { split: 'test' })).rejects.toMatchObject({
        code: 'ERR_FILE_ACCESS',
      });
    });
  });

  it.each([
    ['fewer labels than images', IMAGES, idxBytes([2], [1, 2]), 'ERR_FILE_FORMAT'],
    ['labels that are images', IMAGES, IMAGES, 'ERR_FILE_FORMAT'],
    ['images that are labels', LABELS, LABELS, 'ERR_FILE_FORMAT'],
    ['images without rows', idxBytes([3, 0, 2], []), LABELS, 'ERR_FILE_FORMAT'],
    ['no images', idxBytes([0, 2, 2], []), idxBytes([0], []), 'ERR_FILE_FORMAT'],
    ['a label without a name', IMAGES, idxBytes([3], [1, 2, 10]), 'ERR_VALUES'],
  ])('refuses %s', async (_, images, labels, code) => {
    await inTempFolder(async (dir) => {
      await writeFile(join(dir, TEST_IMAGES), images);
      await writeFile(join(dir, TEST_LABELS), labels);
      await expect(readMnist(dir, { split: 'test' })).rejects.toMatchObject({ code });
    });
  });
});
