import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readIdxImages } from '../../../src/node/idx/readIdxImages.ts';
import { idxBytes, inTempFolder, readFirst } from '../../testFiles.ts';

describe('readIdxImages', () => {
  it('reads images of any name, as they lie or with rows and columns exchanged', async () => {
    await inTempFolder(async (dir) => {
      const path = join(dir, 'emnist-letters-train-images-idx3-ubyte.gz');
      const labels = join(dir, 'labels');
      await writeFile(
        path,
        gzipSync(idxBytes([2, 2, 3], [0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15])),
      );
      await writeFile(labels, idxBytes([2], [1, 0]));
      const plain = await readIdxImages(path);
      expect(plain.shape).toEqual([2, 3, 1]);
      expect(plain.labels).toBeUndefined();
      expect(plain.name).toBe('idx/emnist-letters-train-images-idx3-ubyte.gz');
      expect(plain.origin.kind).toBe('own');
      const exchanged = await readIdxImages(path, {
        labels,
        transposed: true,
        classNames: ['a', 'b'],
      });
      expect(exchanged.shape).toEqual([3, 2, 1]);
      expect([...(exchanged.labels ?? [])]).toEqual([1, 0]);
      expect(exchanged.classNames).toEqual(['a', 'b']);
      const bytes = (pixels: Float32Array) => [...pixels].map((value) => Math.round(value * 255));
      expect(bytes(await readFirst(plain))).toEqual([0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15]);
      expect(bytes(await readFirst(exchanged))).toEqual([0, 3, 1, 4, 2, 5, 10, 13, 11, 14, 12, 15]);
      await expect(readIdxImages(path, { labels, classNames: ['a'] })).rejects.toMatchObject({
        code: 'ERR_VALUES',
      });
    });
  });
});
