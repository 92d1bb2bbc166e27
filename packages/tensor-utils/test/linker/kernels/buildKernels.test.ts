import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureKernels } from '../../../linker/kernels/buildKernels.mjs';
import type { NativePackage } from '../../../linker/findPackage.mjs';
import { kernelFiles } from '../../../linker/kernels/kernelFiles.mjs';
import { temporaryFolder } from '../temporaryFolder.ts';

describe('native training kernels', () => {
  const folder = temporaryFolder();
  const target = (): NativePackage => ({
    ...{ name: '@tensorflow/tfjs-node', version: '4.22.0', folder: folder() },
    addon: join(folder(), 'tfjs_binding.node'),
  });

  /** A compiler that writes down each call and fails, or writes a file that is no shared object. */
  function compiler(fails: boolean): string {
    const file = join(folder(), fails ? 'failing' : 'working');
    const log = join(folder(), 'calls');
    const end = fails
      ? 'echo "kernels.cpp:1: error: too new for me" >&2; exit 1'
      : 'echo x > "$last"';
    writeFileSync(file, `#!/bin/sh\nfor last; do :; done\necho "$@" >> '${log}'\n${end}\n`, {
      mode: 0o755,
    });
    return file;
  }

  const calls = () => readFileSync(join(folder(), 'calls'), 'utf8').trim().split('\n');
  const options = (path: string) => ({ cache: folder(), compiler: path, say: () => undefined });

  it('are no error without a compiler', async () => {
    expect(await ensureKernels(target(), options(''))).toBe(
      'native kernels not built: needs g++, not found in PATH',
    );
  });

  it('fail in one line, which is kept until the compiler changes or force is set', async () => {
    const failing = compiler(true);
    const line = 'native kernels not built: kernels.cpp:1: error: too new for me';
    expect(await ensureKernels(target(), options(failing))).toBe(line);
    expect(await ensureKernels(target(), options(failing))).toBe(line);
    expect(calls()).toHaveLength(1);
    expect(calls()[0]).toContain('-march=native');
    expect(await ensureKernels(target(), { ...options(failing), force: true })).toBe(line);
    expect(calls()).toHaveLength(2);
  });

  it('are not put in place when they do not work', async () => {
    expect(await ensureKernels(target(), options(compiler(false)))).toContain('they do not work');
    expect(existsSync(kernelFiles(folder()).addon)).toBe(false);
  });

  it('are left alone when they are in place', async () => {
    const path = compiler(false);
    const files = kernelFiles(folder());
    await ensureKernels(target(), options(path)); // leaves the record of this compiler
    mkdirSync(files.folder, { recursive: true });
    const record = JSON.parse(readFileSync(files.record, 'utf8')) as object;
    writeFileSync(files.record, JSON.stringify({ ...record, problem: '' }));
    writeFileSync(files.addon, 'built');
    expect(await ensureKernels(target(), options(path))).toBe('native kernels: in place');
    expect(readFileSync(files.addon, 'utf8')).toBe('built');
  });
});
