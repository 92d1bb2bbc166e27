import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
      expect([...(await decodeImage('test', library, path, [2, 2, 1], crop))]).toEqual([
        50, 60, 90, 100,
      ]);
      expect([...(await decodeImage('test', library, path, [3, 4, 1]))]).toEqual([...values]);
      expect(await inspectImage('test', library, path)).toEqual({
        path,
        height: 3,
        width: 4,
        grey: true,
      });
      await expect(
        decodeImage('test', library, path, [2, 2, 1], { ...crop, width: 4 }),
      ).rejects.toThrow(failure('ERR_FILE_FORMAT', '^test: .*a\\.png is not a sound image'));
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
