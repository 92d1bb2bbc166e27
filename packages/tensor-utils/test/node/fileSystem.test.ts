import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ArgumentError } from '../../src/index.ts';
import { checkFileSystem, nodeFileSystem } from '../../src/node/fileSystem.ts';
import type { FileSystem } from '../../src/node/fileSystem.ts';
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
