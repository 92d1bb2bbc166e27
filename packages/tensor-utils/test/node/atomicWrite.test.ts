import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileAccessError } from '../../src/index.ts';
import { nodeFileSystem, writeFileAtomically } from '../../src/node.ts';
import { fullDisk, systemError } from './fullDisk.ts';
import { inTemporaryFolder } from './temporaryFolder.ts';

describe('writeFileAtomically', () => {
  it('creates, replaces, and makes the folder', () =>
    inTemporaryFolder(async (folder) => {
      const path = join(folder, 'a', 'b', 'result.json');
      await writeFileAtomically(path, 'é');
      expect(await readFile(path, 'utf8')).toBe('é');
      await writeFileAtomically(path, Uint8Array.of(1, 2));
      expect(Array.from(await readFile(path))).toEqual([1, 2]);
      await writeFileAtomically(path, '');
      expect(await readFile(path, 'utf8')).toBe('');
      expect(await readdir(join(folder, 'a', 'b'))).toEqual(['result.json']);
    }));

  it('leaves the old content and nothing else when the disk is full', () =>
    inTemporaryFolder(async (folder) => {
      const path = join(folder, 'result.json');
      await writeFileAtomically(path, 'old');
      const error: unknown = await writeFileAtomically(path, 'newer', {
        fileSystem: fullDisk(4),
      }).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(FileAccessError);
      expect((error as FileAccessError).message).toBe(
        `writeFileAtomically: cannot write ${path}: no space is left on the disk (ENOSPC)`,
      );
      expect(await readFile(path, 'utf8')).toBe('old');
      expect(await readdir(folder)).toEqual(['result.json']);
    }));

  it('leaves the old content when the rename fails', () =>
    inTemporaryFolder(async (folder) => {
      const path = join(folder, 'result.json');
      await writeFileAtomically(path, 'old');
      const fileSystem = { ...nodeFileSystem, rename: () => Promise.reject(systemError('EIO')) };
      await expect(writeFileAtomically(path, 'new', { fileSystem })).rejects.toThrow(/EIO/);
      expect(await readFile(path, 'utf8')).toBe('old');
      expect(await readdir(folder)).toEqual(['result.json']);
    }));

  it('is renamed only after it is on the disk', () =>
    inTemporaryFolder(async (folder) => {
      const order: string[] = [];
      await writeFileAtomically(join(folder, 'x'), 'new', {
        fileSystem: {
          ...nodeFileSystem,
          async create(path) {
            const sink = await nodeFileSystem.create(path);
            const note = (what: string, work: () => Promise<void>) => () => {
              order.push(what);
              return work();
            };
            return {
              write: (bytes) => note('write', () => sink.write(bytes))(),
              sync: note('sync', () => sink.sync()),
              close: note('close', () => sink.close()),
            };
          },
          rename(from, to) {
            order.push('rename');
            return nodeFileSystem.rename(from, to);
          },
          syncFolder(path) {
            order.push('sync folder');
            return nodeFileSystem.syncFolder(path);
          },
        },
      });
      expect(order).toEqual(['write', 'sync', 'close', 'rename', 'sync folder']);
    }));
});
