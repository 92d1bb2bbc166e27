import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findDataFile } from '../../src/node/dataFolder.ts';
import { inTempFolder } from '../testFiles.ts';

describe('findDataFile', () => {
  const find = (dir: string) => findDataFile('own', dir, 'set', ['a.gz', 'a']);

  it('looks in the folder of the set first, and for the better name first', async () => {
    await inTempFolder(async (dir) => {
      await writeFile(join(dir, 'a'), '');
      expect(await find(dir)).toBe(join(dir, 'a'));
      await writeFile(join(dir, 'a.gz'), '');
      expect(await find(dir)).toBe(join(dir, 'a.gz'));
      await mkdir(join(dir, 'set'));
      expect(await find(dir)).toBe(join(dir, 'a.gz'));
      await writeFile(join(dir, 'set', 'a'), '');
      expect(await find(dir)).toBe(join(dir, 'set', 'a'));
      await writeFile(join(dir, 'set', 'a.gz'), '');
      expect(await find(dir)).toBe(join(dir, 'set', 'a.gz'));
    });
  });

  it('says where it looked, for what, and how to get it; a folder is no file', async () => {
    await inTempFolder(async (dir) => {
      await mkdir(join(dir, 'a'));
      await expect(find(dir)).rejects.toMatchObject({
        code: 'ERR_FILE_ACCESS',
        message: `own: a.gz or a is neither in ${join(dir, 'set')} nor in ${dir}; downloadDataset('set', dir) fetches it`,
        data: { dir, set: 'set', names: ['a.gz', 'a'] },
      });
    });
  });
});
