import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { listImages } from '../../../src/node/images/listImages.ts';
import { failure, inTempFolder } from '../../testFiles.ts';

async function listed(dir: string, recursive = true): Promise<string[]> {
  return (await listImages(dir, recursive)).paths.map((path) => relative(dir, path));
}

async function files(dir: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await mkdir(join(dir, name, '..'), { recursive: true });
    await writeFile(join(dir, name), '');
  }
}

describe('listImages', () => {
  it('finds PNG and JPEG files, sorted, in sub-folders where it is asked to', async () => {
    await inTempFolder(async (dir) => {
      await files(dir, ['c.JPG', 'a.png', 'b/x.jpeg', 'notes.txt', 'png']);
      expect(await listed(dir)).toEqual(['a.png', join('b', 'x.jpeg'), 'c.JPG']);
      expect(await listed(dir, false)).toEqual(['a.png', 'c.JPG']);
      await expect(listImages(join(dir, 'none'), true)).rejects.toThrow(
        failure('ERR_FILE_ACCESS', 'none'),
      );
    });
  });

  it("passes over what is hidden or the system's own, at every level, and counts it", async () => {
    await inTempFolder(async (dir) => {
      await files(dir, [
        '.ipynb_checkpoints/a.png',
        '.ipynb_checkpoints/b.png',
        '__MACOSX/cats/._1.png',
        'cats/1.png',
        'cats/._1.png',
        'cats/big/.hidden.jpg',
        'cats/big/Thumbs.db',
        'dogs/.DS_Store',
      ]);
      expect(await listImages(dir, true)).toEqual({
        paths: [join(dir, 'cats', '1.png')],
        folders: ['cats', 'dogs'],
        skipped: 6,
      });
      expect(await listImages(dir, false)).toEqual({ paths: [], folders: [], skipped: 2 });
    });
  });

  it('follows links, and refuses those that lead nowhere or in a circle', async () => {
    await inTempFolder(async (dir) => {
      await files(dir, ['elsewhere/1.png', 'data/a/2.png']);
      const data = join(dir, 'data');
      await symlink('../elsewhere', join(data, 'b'));
      await symlink('a/2.png', join(data, 'c.png'));
      expect(await listed(data)).toEqual([join('a', '2.png'), join('b', '1.png'), 'c.png']);
      expect((await listImages(data, true)).folders).toEqual(['a', 'b']);
      await symlink('../../data', join(data, 'a', 'loop'));
      await expect(listImages(data, true)).rejects.toThrow(
        failure('ERR_FILE_ACCESS', 'loop: the link leads back'),
      );
      expect(await listed(data, false)).toEqual(['c.png']);
      await symlink('missing', join(data, 'd'));
      await expect(listImages(data, false)).rejects.toThrow(
        failure('ERR_FILE_ACCESS', 'cannot follow the link .*d: .*ENOENT'),
      );
    });
  });

  it('refuses images and folders whose names are not in UTF-8', async () => {
    await inTempFolder(async (dir) => {
      const odd = (name: string): Buffer =>
        Buffer.concat([Buffer.from(join(dir, 'caf')), Buffer.of(0xe9), Buffer.from(name)]);
      await writeFile(odd('.txt'), '');
      expect(await listed(dir)).toEqual([]);
      await mkdir(odd(''));
      await expect(listImages(dir, true)).rejects.toThrow(
        failure('ERR_FILE_FORMAT', 'a name that is not in UTF-8'),
      );
    });
    await inTempFolder(async (dir) => {
      await writeFile(
        Buffer.concat([Buffer.from(join(dir, 'a')), Buffer.from([0xff]), Buffer.from('.png')]),
        '',
      );
      await expect(listImages(dir, true)).rejects.toThrow(
        failure('ERR_FILE_FORMAT', 'holds "a\ufffd\\.png", a name'),
      );
    });
  });
});
