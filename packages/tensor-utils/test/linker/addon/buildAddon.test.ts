import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildAddon, compilerArguments, findLibraries } from '../../../linker/addon/buildAddon.mjs';
import type { NativePackage } from '../../../linker/findPackage.mjs';
import { temporaryFolder } from '../temporaryFolder.ts';
import { withCode } from '../withCode.ts';

const suffix = process.platform === 'darwin' ? '2.dylib' : 'so.2';

describe('buildAddon', () => {
  const folder = temporaryFolder();
  const write = (path: string): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '');
  };

  function makeTensorflow(name: string): string {
    const tensorflow = join(folder(), name);
    write(join(tensorflow, `libtensorflow_cc.${suffix}`));
    write(join(tensorflow, `libtensorflow_framework.${suffix}`));
    write(join(tensorflow, 'include', 'tensorflow', 'c', 'eager', 'c_api.h'));
    return tensorflow;
  }

  function makePackage(): NativePackage {
    const root = join(folder(), 'node_modules', '@tensorflow', 'tfjs-node');
    write(join(root, 'binding', 'b.cc'));
    write(join(root, 'binding', 'a.cc'));
    write(join(root, 'deps', 'old'));
    const addon = join(root, 'lib', 'napi-v8', 'tfjs_binding.node');
    return { name: '@tensorflow/tfjs-node', version: '4.22.0', folder: root, addon };
  }

  it('names what is missing in a wheel', () => {
    expect(() => findLibraries(folder())).toThrow(withCode('ERR_NATIVE_PACKAGE'));
  });

  it('passes sources in order, both libraries, and the run path as one argument', () => {
    const tensorflow = makeTensorflow('with space, comma');
    const target = makePackage();
    const args = compilerArguments(target, { tensorflow, compiler: 'g++', headers: '/h' }, '/out');
    const sources = args.filter((arg) => arg.endsWith('.cc'));
    expect(sources.map((path) => path.slice(-4))).toEqual(['a.cc', 'b.cc']);
    expect(args).toContain(join(tensorflow, `libtensorflow_cc.${suffix}`));
    expect(args).toContain('-DNAPI_VERSION=8');
    expect(args[args.indexOf('-rpath') + 2]).toBe(tensorflow);
  });

  it('leaves a folder whose name would split the run path to the links', () => {
    const tensorflow = makeTensorflow('a:b');
    const input = { tensorflow, compiler: 'g++', headers: '/h' };
    const args = compilerArguments(makePackage(), input, '/out');
    expect(args[args.indexOf('-rpath') + 2]).toMatch(/\/\.\.\/\.\.\/deps\/lib$/);
  });

  it('leaves everything as it was when the compiler fails', async () => {
    const target = makePackage();
    const compiler = join(folder(), 'compiler');
    writeFileSync(compiler, '#!/bin/sh\necho "a.cc:1: error: no such thing" >&2\nexit 1\n', {
      mode: 0o755,
    });
    const input = { tensorflow: makeTensorflow('tensorflow'), compiler, headers: '/h' };
    await expect(buildAddon(target, input)).rejects.toThrow('error: no such thing');
    expect(readdirSync(target.folder).sort()).toEqual(['binding', 'deps']);
    expect(readdirSync(join(target.folder, 'deps'))).toEqual(['old']);
  });

  it('puts addon and links in place when the compiler succeeds', async () => {
    const target = makePackage();
    const compiler = join(folder(), 'compiler');
    // Writes its last argument, which is the output file.
    writeFileSync(compiler, '#!/bin/sh\nfor last; do :; done\necho addon > "$last"\n', {
      mode: 0o755,
    });
    const tensorflow = makeTensorflow('tensorflow');
    await buildAddon(target, { tensorflow, compiler, headers: '/h' });
    expect(readFileSync(target.addon, 'utf8')).toBe('addon\n');
    expect(readdirSync(target.folder).sort()).toEqual(['binding', 'deps', 'lib']);
    expect(existsSync(join(target.folder, 'deps', 'lib', `libtensorflow_cc.${suffix}`))).toBe(true);
    expect(existsSync(join(target.folder, 'deps', 'include', 'tensorflow'))).toBe(true);
    expect(existsSync(join(target.folder, 'deps', 'old'))).toBe(false);
  });
});
