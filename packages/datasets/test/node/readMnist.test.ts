import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readMnist } from '../../src/node/readMnist.ts';
import { readIdxFile } from '../../src/node/idxDisk.ts';
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
      expect(digits.name).toBe('mnist/test');
      expect(digits.origin).toEqual({ kind: 'real', description: 'MNIST test set' });
      expect(digits.shape).toEqual([2, 2, 1]);
      expect([...(digits.labels ?? [])]).toEqual([7, 0, 9]);
      const out = new Float32Array(4);
      await digits.read(Int32Array.of(0), out);
      expect([...out]).toEqual([0, 1, 0, 0]);
      const clothes = await readMnist(dir, { split: 'test', variant: 'fashion-mnist' });
      expect(clothes.classNames?.[clothes.labels?.[0] ?? 0]).toBe('Sneaker');
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

describe('readIdxFile', () => {
  async function refused(name: string, bytes: Uint8Array, message: string): Promise<void> {
    await inTempFolder(async (dir) => {
      const path = join(dir, name);
      await writeFile(path, bytes);
      await expect(readIdxFile(path)).rejects.toMatchObject({
        code: 'ERR_FILE_FORMAT',
        message: expect.stringContaining(message) as string,
      });
    });
  }

  it('reads more than one chunk of a packed file', async () => {
    await inTempFolder(async (dir) => {
      const data = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 251);
      const path = join(dir, 'a.gz');
      await writeFile(path, gzipSync(idxBytes([300, 1000], data)));
      const read = await readIdxFile(path);
      expect(read.shape).toEqual([300, 1000]);
      expect(Buffer.compare(read.data, data)).toBe(0);
    });
  });

  const terabytes = idxBytes([0xffffffff, 0xffff, 0xffff], []);
  const packed = new Uint8Array(gzipSync(IMAGES));
  it.each([
    ['a.gz', packed.subarray(0, packed.length - 12), 'cut short'],
    ['a.gz', packed.subarray(0, 5), 'cut short'],
    ['a.gz', IMAGES, 'not a sound gzip file'],
    ['a.gz', new Uint8Array(gzipSync(terabytes)), 'claims'],
    ['a.gz', new Uint8Array(gzipSync(idxBytes([1000, 1000], [1]))), 'can hold'],
    ['a.gz', new Uint8Array(gzipSync(idxBytes([2], [1, 2, 3]))), 'extra bytes'],
    ['a.gz', new Uint8Array(gzipSync(idxBytes([9], [1, 2, 3]))), 'truncated'],
    ['a.gz', new Uint8Array(gzipSync(IMAGES.subarray(0, 7))), 'truncated within its header'],
    ['a.gz', new Uint8Array(gzipSync(Uint8Array.of(1, 2))), 'not an idx file'],
    ['a', terabytes, 'claims'],
    ['a', IMAGES.subarray(0, IMAGES.length - 1), 'is truncated'],
    ['a', Uint8Array.of(...IMAGES, 1), 'extra bytes'],
    ['a', packed, 'not an idx file'],
  ])('refuses %s (case %#)', async (name, bytes, message) => {
    await refused(name, bytes, message);
  });

  it('refuses a flipped bit in a packed file', async () => {
    const flipped = packed.slice();
    flipped[flipped.length - 6] = (flipped[flipped.length - 6] ?? 0) ^ 1;
    await refused('a.gz', flipped, 'not a sound gzip file');
  });

  it('stops a bomb at the size that its header claims', async () => {
    const bomb = idxBytes([2, 2], new Uint8Array(20_000_000));
    await refused('bomb.gz', new Uint8Array(gzipSync(bomb)), 'extra bytes');
  });
});
