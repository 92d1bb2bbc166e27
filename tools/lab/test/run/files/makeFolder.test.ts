import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from '../../../src/run/files/makeFolder.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-folder-'));
});
afterEach(() => rm(root, { recursive: true }));

describe('makeFolder', () => {
  it('makes a folder and those above it, and lets one be that is there', async () => {
    const path = join(root, 'a/b/c');
    await makeFolder(path);
    await writeFile(join(path, 'kept'), '');
    await makeFolder(path);
    expect((await stat(join(path, 'kept'))).isFile()).toBe(true);
    await makeFolder('/');
  });

  it('makes one that several want at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => makeFolder(join(root, 'x/y/z'))));
    expect((await stat(join(root, 'x/y/z'))).isDirectory()).toBe(true);
  });

  it('does not go through a file', async () => {
    await writeFile(join(root, 'file'), '');
    await expect(makeFolder(join(root, 'file'))).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(makeFolder(join(root, 'file/a/b'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  (process.platform === 'linux' ? it : it.skip)(
    'ends where the system says of every new folder that it is missing',
    async () => {
      await expect(makeFolder('/proc/nope/deep')).rejects.toMatchObject({
        code: 'ENOENT',
        path: '/proc/nope',
      });
    },
  );
});
