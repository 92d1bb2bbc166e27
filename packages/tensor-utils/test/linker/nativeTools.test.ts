import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram, findTools, missingTools } from '../../linker/nativeTools.mjs';
import { temporaryFolder } from './temporaryFolder.ts';

describe('nativeTools', () => {
  const folder = temporaryFolder();
  const program = (name: string, mode: number): string => {
    const path = join(folder(), name);
    writeFileSync(path, '#!/bin/sh\n');
    chmodSync(path, mode);
    return path;
  };

  it('finds executable files in PATH only', () => {
    const env = { PATH: `/nowhere:${folder()}` };
    const path = program('g++', 0o755);
    program('python3', 0o644);
    expect(findProgram('g++', env)).toBe(path);
    expect(findTools(env).compiler).toBe(path);
    expect(findProgram('absent', env)).toBe('');
  });

  it('takes the compiler that CXX names', () => {
    program('g++', 0o755);
    const own = program('my-compiler', 0o755);
    expect(findTools({ PATH: folder(), CXX: 'my-compiler' }).compiler).toBe(own);
    expect(findTools({ PATH: '', CXX: own }).compiler).toBe(own);
  });

  it.each<[string, string, string, boolean, boolean, string[]]>([
    ['nothing', '', '', true, true, ['python3 with pip', 'g++']],
    ['no pip', '/python3', '/g++', true, false, ['pip of python3']],
    ['all', '/python3', '/g++', true, true, []],
    ['no download needed', '', '/g++', false, true, []],
  ])('names what is missing: %s', async (_case, python, compiler, download, pip, expected) => {
    const hasPip = (): Promise<boolean> => Promise.resolve(pip);
    expect(await missingTools({ python, compiler }, { download, hasPip })).toEqual(expected);
  });
});
