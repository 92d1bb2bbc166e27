import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { listImages } from '../../../src/node/images/listImages.ts';
import { failure, inTempFolder } from '../../testFiles.ts';

describe('listImages', () => {
  it('finds PNG and JPEG files, sorted, in sub-folders where it is asked to', async () => {
    await inTempFolder(async (dir) => {
      await mkdir(join(dir, 'b'));
      for (const name of ['c.JPG', 'a.png', 'b/x.jpeg', 'notes.txt', 'png']) {
        await writeFile(join(dir, name), '');
      }
      const found = async (recursive: boolean): Promise<string[]> =>
        (await listImages(dir, recursive)).map((path) => relative(dir, path));
      expect(await found(true)).toEqual(['a.png', join('b', 'x.jpeg'), 'c.JPG']);
      expect(await found(false)).toEqual(['a.png', 'c.JPG']);
      await expect(listImages(join(dir, 'none'), true)).rejects.toThrow(
        failure('ERR_FILE_ACCESS', 'none'),
      );
    });
  });
});
