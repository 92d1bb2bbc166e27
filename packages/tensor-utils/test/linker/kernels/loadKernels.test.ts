import { mkdirSync, writeFileSync } from 'node:fs';
import { kernelFiles } from '../../../linker/kernels/kernelFiles.mjs';
import { loadKernels } from '../../../linker/kernels/loadKernels.mjs';
import { temporaryFolder } from '../temporaryFolder.ts';

describe('loadKernels', () => {
  const folder = temporaryFolder();

  it('says that they are not there where they have not been built', () => {
    expect(loadKernels(folder())).toBe(false);
  });

  it('throws when what is there does not load', () => {
    const files = kernelFiles(folder());
    mkdirSync(files.folder, { recursive: true });
    writeFileSync(files.addon, 'no shared object');
    expect(() => loadKernels(folder())).toThrow();
  });
});
