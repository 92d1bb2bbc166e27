import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  isSafeName,
  readZipDirectory,
  unpackEntry,
} from '../../../linker/tensorflow/zipArchive.mjs';
import { temporaryFolder } from '../temporaryFolder.ts';
import { withCode } from '../withCode.ts';
import { zipOf, type ZipInput } from '../zipOf.ts';

describe('zipArchive', () => {
  const folder = temporaryFolder();
  const archiveOf = (files: readonly ZipInput[]): string => {
    const path = join(folder(), 'archive.zip');
    writeFileSync(path, zipOf(files));
    return path;
  };

  it('lists and unpacks what was packed, with its hash', async () => {
    const archive = archiveOf([
      { name: 'a/b.txt', content: 'abc' },
      { name: 'run', content: '', mode: 0o100755 },
    ]);
    const [first, second] = readZipDirectory(archive);
    expect(first).toMatchObject({ name: 'a/b.txt', size: 3, executable: false });
    expect(second).toMatchObject({ name: 'run', size: 0, executable: true });
    if (first === undefined || second === undefined) throw new Error('two entries expected');
    // SHA-256 of "abc" from FIPS 180-2, as base64url.
    expect(await unpackEntry(archive, first, join(folder(), 'out'))).toBe(
      'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0',
    );
    expect(readFileSync(join(folder(), 'out'), 'utf8')).toBe('abc');
    await unpackEntry(archive, second, join(folder(), 'run'));
    expect(statSync(join(folder(), 'run')).mode & 0o111).not.toBe(0);
  });

  it.each(['../evil', 'a/../../evil', '/etc/passwd', 'a\\..\\evil', 'C:evil', ''])(
    'refuses the whole archive for the name %j',
    (name) => {
      expect(isSafeName(name)).toBe(false);
      const archive = archiveOf([
        { name: 'good', content: 'good' },
        { name, content: 'evil' },
      ]);
      expect(() => readZipDirectory(archive)).toThrow(withCode('ERR_NATIVE_ARCHIVE'));
    },
  );

  it('accepts dots that do not climb', () => {
    expect(['a..b/c', '.hidden', 'a/./b'].every(isSafeName)).toBe(true);
  });

  it.each<[string, readonly ZipInput[]]>([
    ['a link', [{ name: 'link', content: '/etc/passwd', mode: 0o120777 }]],
    [
      'a name twice',
      [
        { name: 'a', content: '1' },
        { name: 'a', content: '2' },
      ],
    ],
  ])('refuses %s', (_what, files) => {
    expect(() => readZipDirectory(archiveOf(files))).toThrow(withCode('ERR_NATIVE_ARCHIVE'));
  });

  it('stops a bomb at the announced size', async () => {
    const archive = archiveOf([{ name: 'bomb', content: 'x'.repeat(5_000_000), announced: 10 }]);
    const [entry] = readZipDirectory(archive);
    if (entry === undefined) throw new Error('an entry expected');
    const target = join(folder(), 'out');
    await expect(unpackEntry(archive, entry, target)).rejects.toMatchObject({
      code: 'ERR_NATIVE_ARCHIVE',
    });
    expect(!existsSync(target) || statSync(target).size <= 10).toBe(true);
  });

  it('refuses an entry that is shorter than announced', async () => {
    const archive = archiveOf([{ name: 'short', content: 'abc', announced: 4 }]);
    const [entry] = readZipDirectory(archive);
    if (entry === undefined) throw new Error('an entry expected');
    await expect(unpackEntry(archive, entry, join(folder(), 'out'))).rejects.toThrow('shorter');
  });

  it.each([0, 10, 60])('refuses an archive cut to %d bytes', (length) => {
    const path = join(folder(), 'cut.zip');
    writeFileSync(path, zipOf([{ name: 'a', content: 'abc' }]).subarray(0, length));
    expect(() => readZipDirectory(path)).toThrow(withCode('ERR_NATIVE_ARCHIVE'));
  });
});
