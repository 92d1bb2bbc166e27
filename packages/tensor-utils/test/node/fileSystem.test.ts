import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ArgumentError } from '../../src/index.ts';
import { checkFileSystem, nodeFileSystem } from '../../src/node/fileSystem.ts';
import type { FileSystem } from '../../src/node/fileSystem.ts';
import { lockRun, openEventLog, writeFileAtomically } from '../../src/node.ts';
import { inTemporaryFolder } from './temporaryFolder.ts';

describe('nodeFileSystem', () => {
  it('makes, fills, renames and removes', async () => {
    await inTemporaryFolder(async (folder) => {
      const inner = join(folder, 'a/b');
      await nodeFileSystem.makeFolder(inner);
      await nodeFileSystem.makeFolder(inner);
      const sink = await nodeFileSystem.create(join(inner, 'c'));
      await sink.write(Uint8Array.of(104));
      await sink.write(Uint8Array.of(105));
      await sink.sync();
      await sink.close();
      await expect(nodeFileSystem.create(join(inner, 'c'))).rejects.toMatchObject({
        code: 'EEXIST',
      });
      await nodeFileSystem.rename(join(inner, 'c'), join(inner, 'd'));
      await nodeFileSystem.syncFolder(inner);
      expect(await readFile(join(inner, 'd'), 'utf8')).toBe('hi');
      await nodeFileSystem.remove(join(folder, 'a'));
      await nodeFileSystem.remove(join(folder, 'a'));
      expect(await readdir(folder)).toEqual([]);
    });
  });
});

const makeFolder = (path: string) => nodeFileSystem.makeFolder(path);
const onLinux = process.platform === 'linux' ? describe : describe.skip;

describe('makeFolder of nodeFileSystem', () => {
  it('makes a folder and those above it, and lets one be that is there', () =>
    inTemporaryFolder(async (root) => {
      const path = join(root, 'a/b/c');
      await makeFolder(path);
      await writeFile(join(path, 'kept'), '');
      await makeFolder(path);
      expect((await stat(join(path, 'kept'))).isFile()).toBe(true);
      for (const there of ['/', '.', '..']) await makeFolder(there);
    }));

  it('takes relative paths, and slashes at their end', () =>
    inTemporaryFolder(async (root) => {
      await makeFolder(`${relative('.', root)}/d/e//`);
      expect((await stat(join(root, 'd/e'))).isDirectory()).toBe(true);
      await expect(makeFolder('')).rejects.toMatchObject({ code: 'ENOENT' });
    }));

  it('makes one that several want at once', () =>
    inTemporaryFolder(async (root) => {
      await Promise.all(Array.from({ length: 20 }, () => makeFolder(join(root, 'x/y/z'))));
      expect((await stat(join(root, 'x/y/z'))).isDirectory()).toBe(true);
    }));

  it('does not go through a file', () =>
    inTemporaryFolder(async (root) => {
      await writeFile(join(root, 'file'), '');
      await expect(makeFolder(join(root, 'file'))).rejects.toMatchObject({ code: 'EEXIST' });
      await expect(makeFolder(join(root, 'file/a/b'))).rejects.toMatchObject({ code: 'ENOTDIR' });
    }));

  onLinux('where the system says of every new folder that it is missing', () => {
    it('ends', async () => {
      await expect(makeFolder('/proc/nope/deep')).rejects.toMatchObject({
        code: 'ENOENT',
        path: '/proc/nope',
      });
    });

    it.each<[string, (path: string) => Promise<unknown>, string]>([
      ['makeFolder', makeFolder, 'ENOENT'],
      ['openEventLog', (path) => openEventLog(join(path, 'events.jsonl')), 'ERR_FILE_ACCESS'],
      ['lockRun', lockRun, 'ERR_FILE_ACCESS'],
      ['writeFileAtomically', (path) => writeFileAtomically(path, ''), 'ERR_FILE_ACCESS'],
    ])('lets %s end', async (_, work, code) => {
      await expect(work('/proc/nope/deep/er')).rejects.toMatchObject({ code });
    });
  });
});

describe('checkFileSystem', () => {
  it('takes the real disk, and one that stands for it', () => {
    expect(() => {
      checkFileSystem('f', nodeFileSystem);
      checkFileSystem('f', { ...nodeFileSystem, rename: () => Promise.resolve() });
    }).not.toThrow();
  });

  it.each(Object.keys(nodeFileSystem))('refuses one that lacks %s', (method) => {
    const lacking: FileSystem = { ...nodeFileSystem, [method]: undefined };
    expect(() => {
      checkFileSystem('f', lacking);
    }).toThrow(new ArgumentError(`f: fileSystem.${method} must be a function, got undefined`));
  });
});
