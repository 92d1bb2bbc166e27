import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accessError, fileSize, readBounded, systemCode } from '../../src/node/fileAccess.ts';
import { inTempFolder } from '../testFiles.ts';

describe('systemCode', () => {
  it.each<[unknown, string | undefined]>([
    [Object.assign(new Error('x'), { code: 'ENOENT' }), 'ENOENT'],
    [{ code: 5 }, undefined],
    [new Error('x'), undefined],
    [null, undefined],
    ['ENOENT', undefined],
    [undefined, undefined],
  ])('of %p is %p', (cause, code) => {
    expect(systemCode(cause)).toBe(code);
  });
});

describe('accessError', () => {
  it('says what was attempted and why it failed', () => {
    const cause = Object.assign(new Error('no room'), { code: 'ENOSPC' });
    expect(accessError('/a/b', 'write', cause)).toMatchObject({
      name: 'FileAccessError',
      message: 'cannot write /a/b: no space is left on the disk (ENOSPC)',
      data: { path: '/a/b', code: 'ENOSPC' },
      cause,
    });
    expect(accessError('/a', 'read', 'odd').message).toBe('cannot read /a: odd');
  });
});

describe('fileSize', () => {
  it('is there for files alone', async () => {
    await inTempFolder(async (dir) => {
      await writeFile(join(dir, 'five'), 'abcde');
      await writeFile(join(dir, 'none'), '');
      expect(await fileSize(join(dir, 'five'))).toBe(5);
      expect(await fileSize(join(dir, 'none'))).toBe(0);
      expect(await fileSize(join(dir, 'missing'))).toBeUndefined();
      expect(await fileSize(join(dir, 'five', 'below a file'))).toBeUndefined();
      expect(await fileSize(dir)).toBeUndefined();
    });
  });

  it('reports what it cannot look at', async () => {
    const name = 'x'.repeat(5000);
    await expect(fileSize(join('/', name))).rejects.toMatchObject({
      code: 'ERR_FILE_ACCESS',
      message: expect.stringMatching(
        /^cannot look at .*: the name is too long \(ENAMETOOLONG\)$/,
      ) as string,
      data: { code: 'ENAMETOOLONG' },
    });
  });
});

describe('readBounded', () => {
  it('reads as much as is allowed, and no byte more', async () => {
    await inTempFolder(async (dir) => {
      const path = join(dir, 'five');
      await writeFile(path, 'abcde');
      expect(Buffer.from(await readBounded('test', path, 5)).toString()).toBe('abcde');
      await expect(readBounded('test', path, 4)).rejects.toMatchObject({
        code: 'ERR_FILE_FORMAT',
        message: `${path}: 5 bytes are more than the 4 that are allowed`,
        data: { path, size: 5, allowed: 4 },
      });
    });
  });

  it('does not wait for a pipe', async () => {
    await inTempFolder(async (dir) => {
      execFileSync('mkfifo', [join(dir, 'pipe')]);
      await expect(readBounded('test', join(dir, 'pipe'), 9)).rejects.toMatchObject({
        code: 'ERR_FILE_ACCESS',
        data: { code: 'EFTYPE' },
      });
    });
  });

  it('reports a missing file and a folder', async () => {
    await inTempFolder(async (dir) => {
      await mkdir(join(dir, 'folder'));
      for (const [name, code] of [
        ['missing', 'ENOENT'],
        ['folder', 'EISDIR'],
      ] as const) {
        await expect(readBounded('test', join(dir, name), 9)).rejects.toMatchObject({
          code: 'ERR_FILE_ACCESS',
          message: expect.stringMatching(/^test: cannot read /) as string,
          data: { code },
        });
      }
    });
  });
});
