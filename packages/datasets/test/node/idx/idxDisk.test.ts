import { execFileSync } from 'node:child_process';
import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { processorTime } from '@causal-mechanisms/test-utils';
import { readIdxFile } from '../../../src/node/idx/idxDisk.ts';
import { idxBytes, inTempFolder } from '../../testFiles.ts';

const IMAGES = idxBytes([3, 2, 2], [0, 255, 0, 0, 1, 2, 3, 4, 9, 9, 9, 9]);

describe('readIdxFile', () => {
  async function refused(name: string, bytes: Uint8Array, message: string): Promise<void> {
    await inTempFolder(async (dir) => {
      const path = join(dir, name);
      await writeFile(path, bytes);
      await expect(readIdxFile('test', path)).rejects.toMatchObject({
        code: 'ERR_FILE_FORMAT',
        message: expect.stringContaining(message) as string,
      });
    });
  }

  it('reads a plain file', async () => {
    await inTempFolder(async (dir) => {
      await writeFile(join(dir, 'a'), IMAGES);
      const { shape, data } = await readIdxFile('test', join(dir, 'a'));
      expect(shape).toEqual([3, 2, 2]);
      expect([...data]).toEqual([0, 255, 0, 0, 1, 2, 3, 4, 9, 9, 9, 9]);
    });
  });

  it('reads a packed file of two members, one of which holds a part of the header', async () => {
    await inTempFolder(async (dir) => {
      const members = [IMAGES.subarray(0, 3), IMAGES.subarray(3)].map((part) => gzipSync(part));
      await writeFile(join(dir, 'a.gz'), Buffer.concat(members));
      expect((await readIdxFile('test', join(dir, 'a.gz'))).shape).toEqual([3, 2, 2]);
    });
  });

  it('puts a header together that comes in two pieces', async () => {
    await inTempFolder(async (dir) => {
      // A long name in the gzip header moves the idx file: files are read 64 KiB at a time, and 6 of its bytes come first.
      const stored = deflateRawSync(IMAGES, { level: 0 });
      const before = 65536 - 10 - 5 - 6;
      const name = new Uint8Array(before).fill(97, 0, before - 1);
      const trailer = new DataView(new ArrayBuffer(8));
      trailer.setUint32(0, crc32(IMAGES), true);
      trailer.setUint32(4, IMAGES.length, true);
      const start = Uint8Array.of(0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3);
      const parts = [start, name, stored, new Uint8Array(trailer.buffer)];
      await writeFile(join(dir, 'a.gz'), Buffer.concat(parts));
      const { shape, data } = await readIdxFile('test', join(dir, 'a.gz'));
      expect(shape).toEqual([3, 2, 2]);
      expect([...data]).toEqual([0, 255, 0, 0, 1, 2, 3, 4, 9, 9, 9, 9]);
    });
  });

  it.each(['a', 'a.gz'])('reports that %s is missing or a folder', async (name) => {
    await inTempFolder(async (dir) => {
      const refusal = (message: string) => ({
        code: 'ERR_FILE_ACCESS',
        message: expect.stringContaining(message) as string,
      });
      const path = join(dir, name);
      await expect(readIdxFile('test', path)).rejects.toMatchObject(refusal('test: cannot read'));
      await mkdir(path);
      await expect(readIdxFile('test', path)).rejects.toMatchObject(refusal('it is a folder'));
      execFileSync('mkfifo', [join(dir, `pipe${name}`)]);
      await expect(readIdxFile('test', join(dir, `pipe${name}`))).rejects.toMatchObject(
        refusal('no regular file'),
      );
    });
  });

  it('takes memory for as much as deflate can pack, and no more', async () => {
    // Stored without packing: 10 bytes of gzip header, 5 of block header, 8 of idx header, 8 of gzip trailer.
    const packed = (claimed: number) =>
      new Uint8Array(gzipSync(idxBytes([claimed], []), { level: 0 }));
    expect(packed(1)).toHaveLength(31);
    await refused('a.gz', packed(31 * 1032 - 8), 'is truncated');
    await refused('a.gz', packed(31 * 1032 - 7), 'more than 31 packed bytes can hold');
  });

  it('reads more than one chunk of a packed file', async () => {
    await inTempFolder(async (dir) => {
      const data = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 251);
      const path = join(dir, 'a.gz');
      await writeFile(path, gzipSync(idxBytes([300, 1000], data)));
      const read = await readIdxFile('test', path);
      expect(read.shape).toEqual([300, 1000]);
      expect(Buffer.compare(read.data as Uint8Array, data)).toBe(0);
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

  it('passes over zeros behind a packed file, and refuses anything else', async () => {
    await inTempFolder(async (dir) => {
      const path = join(dir, 'a.gz');
      for (const zeros of [1, 512, 2 ** 20, 3_000_000]) {
        await writeFile(path, Buffer.concat([packed, new Uint8Array(zeros)]));
        expect((await readIdxFile('test', path)).shape).toEqual([3, 2, 2]);
      }
    });
    const zeros = new Uint8Array(2 ** 20 + 9);
    const place = packed.length + zeros.length;
    await refused(
      'a.gz',
      Buffer.concat([packed, zeros, Uint8Array.of(7)]),
      `something else than zeros follows its end, at byte ${place}`,
    );
    await refused('a.gz', Buffer.concat([packed, Uint8Array.of(7, 7)]), 'not a sound gzip file');
  });

  it('does not read a file that is larger than its header says', async () => {
    await inTempFolder(async (dir) => {
      const path = join(dir, 'a');
      await writeFile(path, IMAGES);
      // Sparse: nobody has written so much.
      await truncate(path, 1_900_000_000);
      const before = process.memoryUsage().rss;
      const start = processorTime();
      await expect(readIdxFile('test', path)).rejects.toMatchObject({
        code: 'ERR_FILE_FORMAT',
        message: `${path}: the file has extra bytes: 28 bytes expected, got 1900000000`,
      });
      expect(processorTime() - start).toBeLessThan(1000);
      expect(process.memoryUsage().rss - before).toBeLessThan(2 ** 27);
    });
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
