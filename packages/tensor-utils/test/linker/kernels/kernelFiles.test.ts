import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { kernelFiles, processorText } from '../../../linker/kernels/kernelFiles.mjs';
import { temporaryFolder } from '../temporaryFolder.ts';

describe('kernelFiles', () => {
  const folder = temporaryFolder();

  it('compiles the one file that includes all others', () => {
    const { source } = kernelFiles(folder());
    expect(basename(source)).toBe('kernels.cpp');
    /** All that a file includes with quotes, and what that includes. */
    const included = (file: string): string[] =>
      [...readFileSync(file, 'utf8').matchAll(/^#include "(.*)"$/gm)].flatMap(([, path = '']) => {
        const inner = join(dirname(file), path);
        expect(existsSync(inner)).toBe(true);
        return [inner, ...included(inner)];
      });
    const names = included(source).map((path) => basename(path));
    expect(names).toEqual(expect.arrayContaining(['winograd.h', 'moduleSequence.h', 'simd.h']));
  });

  it('puts what is compiled beside its record into a folder of the cache', () => {
    const files = kernelFiles(folder());
    expect(files).toEqual(kernelFiles(folder()));
    expect(dirname(files.folder)).toBe(join(folder(), 'kernels'));
    expect(basename(files.folder)).toMatch(/^[0-9a-f]{20}$/);
    expect(dirname(files.addon)).toBe(files.folder);
    expect(dirname(files.record)).toBe(files.folder);
    expect(existsSync(files.folder)).toBe(false);
  });
});

describe('processorText', () => {
  it('tells platform and processor, with its abilities where the system lists them', () => {
    const [platform, arch, , flags] = processorText().split('\n');
    expect([platform, arch]).toEqual([process.platform, process.arch]);
    if (process.platform === 'linux') expect(flags).toMatch(/^(flags|Features)\s*:/);
  });
});
