import { join } from 'node:path';
import sharp from 'sharp';
import { imageFiles } from '../../../src/node/images/imageFiles.ts';
import { failure, inTempFolder } from '../../testFiles.ts';

describe('imageFiles', () => {
  it('reads files by index, and opens messages as it is told to', async () => {
    await inTempFolder(async (dir) => {
      const paths = ['#000000', '#ffffff'].map((_, i) => join(dir, `${i}.png`));
      for (const [i, path] of paths.entries()) {
        const background = i === 0 ? '#000000' : '#ffffff';
        await sharp({ create: { width: 1, height: 1, channels: 3, background } }).toFile(path);
      }
      const files = await imageFiles('owner', () => Promise.resolve(paths), {});
      expect(files.shape).toEqual([1, 1, 3]);
      const out = new Float32Array(6);
      await files.read(Int32Array.of(1, 0), out);
      expect([...out]).toEqual([1, 1, 1, 0, 0, 0]);
      await expect(files.read(Int32Array.of(2), new Float32Array(3))).rejects.toThrow(
        failure('ERR_ARGUMENT', '^owner: index 2'),
      );
      const gone = imageFiles(
        'owner',
        () => Promise.resolve([join(dir, 'none.png')]),
        {},
        () => 'row 1',
      );
      await expect(gone).rejects.toThrow(failure('ERR_FILE_ACCESS', '^row 1: .*none'));
    });
  });

  it('lists nothing when half a size is given', async () => {
    let listed = false;
    const list = (): Promise<string[]> => {
      listed = true;
      return Promise.resolve([]);
    };
    await expect(imageFiles('owner', list, { width: 2 })).rejects.toThrow(
      failure('ERR_ARGUMENT', '^owner: give height'),
    );
    expect(listed).toBe(false);
  });
});
