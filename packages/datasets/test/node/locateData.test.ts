import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { locateData } from '../../src/node/locateData.ts';
import { inTempFolder } from '../testFiles.ts';

describe('locateData', () => {
  it('takes the named folder, then the variable, then the cache', async () => {
    await inTempFolder(async (dir) => {
      const [named, variable] = [join(dir, 'named'), join(dir, 'variable')];
      await mkdir(named);
      await mkdir(variable);
      const environment = {
        CAUSAL_MECHANISMS_DATA: variable,
        XDG_CACHE_HOME: dir,
        HOME: '/home/x',
      };
      expect(await locateData({ dir: named, environment })).toEqual({
        dir: named,
        source: 'option',
        exists: true,
      });
      expect(await locateData({ environment })).toMatchObject({
        dir: variable,
        source: 'environment',
      });
      const cache = join(dir, 'causal-mechanisms', 'data');
      const bare = { ...environment, CAUSAL_MECHANISMS_DATA: '' };
      expect(await locateData({ environment: bare })).toEqual({
        dir: cache,
        source: 'cache',
        exists: false,
      });
      await mkdir(cache, { recursive: true });
      expect(await locateData({ environment: bare })).toMatchObject({ dir: cache, exists: true });
    });
  });

  it('makes a relative folder absolute, and does not take a file for a folder', async () => {
    expect((await locateData({ dir: '.', environment: {} })).dir).toBe(process.cwd());
    await inTempFolder(async (dir) => {
      const file = join(dir, 'file');
      await writeFile(file, '');
      await expect(locateData({ dir: file, environment: {} })).rejects.toMatchObject({
        code: 'ERR_FILE_ACCESS',
        data: { dir: file, source: 'option' },
      });
    });
  });

  it('falls back to the home folder, also for a relative cache', async () => {
    const expected = join('/home/x', '.cache', 'causal-mechanisms', 'data');
    expect((await locateData({ environment: { HOME: '/home/x' } })).dir).toBe(expected);
    const relative = { HOME: '/home/x', XDG_CACHE_HOME: 'cache' };
    expect((await locateData({ environment: relative })).dir).toBe(expected);
  });

  it('refuses a named folder that is not there, whoever named it', async () => {
    const environment = { CAUSAL_MECHANISMS_DATA: '/nowhere/at/all' };
    await expect(locateData({ environment })).rejects.toMatchObject({
      code: 'ERR_FILE_ACCESS',
      message: expect.stringContaining('CAUSAL_MECHANISMS_DATA') as string,
    });
    await expect(locateData({ dir: '/nowhere/at/all', environment: {} })).rejects.toMatchObject({
      code: 'ERR_FILE_ACCESS',
    });
  });
});
