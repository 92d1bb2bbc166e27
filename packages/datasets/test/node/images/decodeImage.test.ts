import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { decodeImage, inspectImage } from '../../../src/node/images/decodeImage.ts';
import { loadSharp } from '../../../src/node/sharpLoader.ts';
import { failure, inTempFolder } from '../../testFiles.ts';

describe('decodeImage', () => {
  it('takes a part of an image', async () => {
    await inTempFolder(async (dir) => {
      const path = join(dir, 'a.png');
      const values = Uint8Array.from({ length: 12 }, (_, i) => 10 * i);
      await sharp(values, { raw: { width: 4, height: 3, channels: 1 } })
        .toColourspace('b-w')
        .png()
        .toFile(path);
      const library = await loadSharp('test');
      const crop = { left: 1, top: 1, width: 2, height: 2 };
      expect([...(await decodeImage('test', library, path, [2, 2, 1], { crop }))]).toEqual([
        50, 60, 90, 100,
      ]);
      expect([...(await decodeImage('test', library, path, [3, 4, 1]))]).toEqual([...values]);
      expect(await inspectImage('test', library, path)).toEqual({
        path,
        height: 3,
        width: 4,
        grey: true,
        bytes: 12,
      });
      await expect(
        decodeImage('test', library, path, [2, 2, 1], {
          crop: { ...crop, width: 4 },
        }),
      ).rejects.toThrow(failure('ERR_FILE_FORMAT', '^test: .*a\\.png is not a sound image'));
    });
  });

  it.each(['gif', 'webp', 'tiff', 'svg'] as const)(
    'refuses %s under another name',
    async (kind) => {
      await inTempFolder(async (dir) => {
        const path = join(dir, 'a.png');
        const square = sharp({ create: { width: 2, height: 2, channels: 3, background: 'red' } });
        await writeFile(
          path,
          kind === 'svg'
            ? '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>'
            : await square.toFormat(kind).toBuffer(),
        );
        const library = await loadSharp('test');
        const message = failure(
          'ERR_FILE_FORMAT',
          'a\\.png .* its content is neither PNG nor JPEG',
        );
        await expect(inspectImage('test', library, path)).rejects.toThrow(message);
        await expect(decodeImage('test', library, path, [2, 2, 3])).rejects.toThrow(message);
      });
    },
  );

  it('says of an empty file that it is empty', async () => {
    await inTempFolder(async (dir) => {
      const path = join(dir, 'a.png');
      await writeFile(path, '');
      const library = await loadSharp('test');
      const message = failure(
        'ERR_FILE_FORMAT',
        'a\\.png is not a sound image: the file is empty$',
      );
      await expect(inspectImage('test', library, path)).rejects.toThrow(message);
      await expect(decodeImage('test', library, path, [2, 2, 3])).rejects.toThrow(message);
    });
  });

  it('does not wait for a pipe', async () => {
    await inTempFolder(async (dir) => {
      const path = join(dir, 'a.png');
      execFileSync('mkfifo', [path]);
      const library = await loadSharp('test');
      const message = failure('ERR_FILE_ACCESS', '^test: cannot read .*a\\.png: .*no regular file');
      await expect(inspectImage('test', library, path)).rejects.toThrow(message);
      await expect(decodeImage('test', library, path, [2, 2, 3])).rejects.toThrow(message);
    });
  });

  it('refuses a small file that claims to be huge, before it is decoded', async () => {
    await inTempFolder(async (dir) => {
      const path = join(dir, 'a.png');
      await sharp({ create: { width: 64, height: 64, channels: 3, background: 'red' } })
        .png()
        .toFile(path);
      const whole = await readFile(path);
      const claim = async (width: number, height: number): Promise<void> => {
        const bytes = Buffer.from(whole);
        bytes.writeUInt32BE(width, 16);
        bytes.writeUInt32BE(height, 20);
        bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
        await writeFile(path, bytes);
      };
      const library = await loadSharp('test');
      await claim(8192, 8192);
      await expect(inspectImage('test', library, path)).rejects.toThrow(
        failure('ERR_FILE_FORMAT', 'claims 8192x8192 pixels, which take 201326592 bytes'),
      );
      // 64 MiB are what a picture of one colour may take.
      await claim(4096, 5461);
      expect((await inspectImage('test', library, path)).bytes).toBe(4096 * 5461 * 3);
      await claim(4096, 5462);
      await expect(inspectImage('test', library, path)).rejects.toThrow(
        'which take 67117056 bytes',
      );
      await expect(
        decodeImage('test', library, path, [2, 2, 3], { mostPixels: 4096 * 5461 }),
      ).rejects.toThrow(failure('ERR_FILE_FORMAT', 'pixel limit'));
    });
  });

  it('names a file that is no image', async () => {
    await inTempFolder(async (dir) => {
      const path = join(dir, 'a.png');
      await writeFile(path, 'no picture');
      const library = await loadSharp('test');
      await expect(inspectImage('test', library, path)).rejects.toThrow(
        failure('ERR_FILE_FORMAT', '^test: .*a\\.png'),
      );
    });
  });
});
