import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSafeName, listWheel, unpackEntries } from '../../../linker/tensorflow/wheelArchive.mjs';
import { itWithPython, PYTHON } from '../python.ts';
import { temporaryFolder } from '../temporaryFolder.ts';
import { zipOf, type ZipInput } from '../zipOf.ts';

const refused = { code: 'ERR_NATIVE_ARCHIVE' };

describe('isSafeName', () => {
  it.each(['../evil', 'a/../../evil', '/etc/passwd', 'a\\..\\evil', 'C:evil', 'a\0b', ''])(
    'refuses %j',
    (name) => {
      expect(isSafeName(name)).toBe(false);
    },
  );

  it('accepts dots that do not climb', () => {
    expect(['a..b/c', '.hidden', 'a/./b'].every(isSafeName)).toBe(true);
  });
});

describe('a wheel', () => {
  const folder = temporaryFolder();
  const archiveOf = (files: readonly ZipInput[]): string => {
    const path = join(folder(), 'archive.whl');
    writeFileSync(path, zipOf(files));
    return path;
  };

  itWithPython('is listed and unpacked as it was packed', async () => {
    const archive = archiveOf([
      { name: 'a/b.txt', content: 'abc' },
      { name: 'left', content: 'out' },
      { name: 'run', content: '', mode: 0o100755 },
    ]);
    const entries = await listWheel(PYTHON, archive);
    expect(entries.map(({ name, size }) => [name, size])).toEqual([
      ['a/b.txt', 3],
      ['left', 3],
      ['run', 0],
    ]);
    const wanted = entries.filter(({ name }) => name !== 'left');
    await unpackEntries(PYTHON, archive, wanted, folder());
    expect(readFileSync(join(folder(), 'a/b.txt'), 'utf8')).toBe('abc');
    expect(statSync(join(folder(), 'a/b.txt')).mode & 0o111).toBe(0);
    expect(statSync(join(folder(), 'run')).mode & 0o111).not.toBe(0);
    expect(readdirSync(folder()).sort()).toEqual(['a', 'archive.whl', 'run']);
  });

  itWithPython('is refused as a whole for a hostile name', async () => {
    for (const name of ['../evil', '/etc/passwd', 'a\\..\\evil', 'C:evil', 'a\0b']) {
      const archive = archiveOf([
        { name: 'good', content: 'good' },
        { name, content: 'evil' },
      ]);
      await expect(listWheel(PYTHON, archive)).rejects.toMatchObject(refused);
      await expect(listWheel(PYTHON, archive)).rejects.toThrow('hostile name');
    }
  });

  itWithPython('is refused for a link', async () => {
    const archive = archiveOf([{ name: 'link', content: '/etc/passwd', mode: 0o120777 }]);
    await expect(listWheel(PYTHON, archive)).rejects.toThrow('refused: link is a link');
  });

  itWithPython('is refused for a name that occurs twice', async () => {
    const archive = archiveOf([
      { name: 'a', content: '1' },
      { name: 'a', content: '2' },
    ]);
    await expect(listWheel(PYTHON, archive)).rejects.toThrow('refused: a occurs twice');
  });

  itWithPython('is stopped at the announced size when it is a bomb', async () => {
    const archive = archiveOf([{ name: 'bomb', content: 'x'.repeat(5_000_000), announced: 10 }]);
    const target = join(folder(), 'bomb');
    const attempt = unpackEntries(PYTHON, archive, await listWheel(PYTHON, archive), folder());
    await expect(attempt).rejects.toMatchObject(refused);
    expect(!existsSync(target) || statSync(target).size <= 10).toBe(true);
  });

  itWithPython('never writes over a file', async () => {
    const archive = archiveOf([{ name: 'there', content: 'new' }]);
    writeFileSync(join(folder(), 'there'), 'old');
    const attempt = unpackEntries(PYTHON, archive, await listWheel(PYTHON, archive), folder());
    await expect(attempt).rejects.toMatchObject(refused);
    expect(readFileSync(join(folder(), 'there'), 'utf8')).toBe('old');
  });

  itWithPython('is refused when it is cut short', async () => {
    for (const length of [0, 10, 60]) {
      const path = join(folder(), 'cut.whl');
      writeFileSync(path, zipOf([{ name: 'a', content: 'abc' }]).subarray(0, length));
      await expect(listWheel(PYTHON, path)).rejects.toMatchObject(refused);
    }
  });

  it('is an error of its own without a working Python', async () => {
    const archive = archiveOf([{ name: 'a', content: 'abc' }]);
    await expect(listWheel(join(folder(), 'python3'), archive)).rejects.toMatchObject(refused);
    expect(readdirSync(folder())).toEqual(['archive.whl']);
  });
});
