import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { linkNative, planLink, withPackageLock, workingAddon } from '../../linker/linkNative.mjs';
import type { NativePackage } from '../../linker/findPackage.mjs';
import { temporaryFolder } from './temporaryFolder.ts';

const tfjs = createRequire(import.meta.url).resolve('@tensorflow/tfjs');
const suffix = process.platform === 'darwin' ? '2.dylib' : 'so.2';
const changed = ['CXX', 'PATH', 'npm_config_nodedir', 'XDG_CACHE_HOME'] as const;

describe('linkNative', () => {
  const folder = temporaryFolder();
  const environment = Object.fromEntries(changed.map((name) => [name, process.env[name]]));

  beforeEach(() => {
    process.env['PATH'] = '/nowhere';
    process.env['XDG_CACHE_HOME'] = join(folder(), 'cache');
    process.env['npm_config_nodedir'] = join(folder(), 'node');
    write('', 'node', 'include', 'node', 'node_api.h');
    delete process.env['CXX'];
  });
  afterEach(() => {
    for (const name of changed) {
      const value = environment[name];
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });

  function write(content: string, ...path: string[]): string {
    const file = join(folder(), ...path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { mode: 0o755 });
    return file;
  }

  /** An unpacked wheel with all that is looked for. */
  function wheel(): string {
    for (const name of ['cc', 'framework']) {
      write('', 'wheel', 'tensorflow', `libtensorflow_${name}.${suffix}`);
    }
    write('', 'wheel', 'tensorflow', 'include', 'tensorflow', 'c', 'eager', 'c_api.h');
    return join(folder(), 'wheel');
  }

  /** A package that works once it has an addon, or never. */
  function target(works: boolean): NativePackage {
    const root = ['node_modules', '@tensorflow', 'tfjs-node'];
    const home = join(folder(), ...root);
    const addon = join(home, 'lib', 'napi-v8', 'tfjs_binding.node');
    write('', ...root, 'binding', 'a.cc');
    const lines = [
      `require('node:fs').appendFileSync(${JSON.stringify(join(folder(), 'loads'))}, 'x');`,
      `if (!require('node:fs').existsSync(${JSON.stringify(addon)})) throw new Error('no addon');`,
      works ? '' : "throw new Error('wrong library');",
      `const tf = require(${JSON.stringify(tfjs)});`,
      "tf.backend().binding = { TF_Version: '9.8.7' };",
      'module.exports = tf;',
    ];
    write(lines.join('\n'), ...root, 'index.js');
    return { name: '@tensorflow/tfjs-node', version: '4.22.0', folder: home, addon };
  }

  const loads = (): number => {
    const file = join(folder(), 'loads');
    return existsSync(file) ? readFileSync(file, 'utf8').length : 0;
  };
  const useCompiler = (): void => {
    process.env['CXX'] = write(
      '#!/bin/sh\nfor last; do :; done\necho addon > "$last"\n',
      'compiler',
    );
  };
  const options = (): Parameters<typeof linkNative>[1] => ({
    ...{ nvidia: false, wheel: wheel(), say: () => undefined },
  });

  it('compiles, checks, and remembers that the addon works', async () => {
    useCompiler();
    const made = target(true);
    expect(await workingAddon(made)).toBeUndefined();
    const facts = { tensorflow: '9.8.7', gpu: false, linked: true };
    expect(await linkNative(made, options())).toEqual(facts);
    expect(readFileSync(made.addon, 'utf8')).toBe('addon\n');
    const before = loads();
    expect(await workingAddon(made)).toEqual(facts);
    expect(loads()).toBe(before); // by its stamp: nothing was loaded
    // An addon that was replaced since is checked again, and is not ours.
    writeFileSync(made.addon, 'another');
    expect(await workingAddon(made)).toEqual({ tensorflow: '9.8.7', gpu: false });
    expect(loads()).toBe(before + 1);
  });

  it('takes an addon away again that does not work', async () => {
    useCompiler();
    const made = target(false);
    await expect(linkNative(made, options())).rejects.toMatchObject({ code: 'ERR_NATIVE_CHECK' });
    expect(existsSync(made.addon)).toBe(false);
    expect(await workingAddon(made)).toBeUndefined();
  });

  it('does nothing when a tool is missing', async () => {
    const made = target(true);
    const attempt = linkNative(made, options());
    await expect(attempt).rejects.toMatchObject({
      code: 'ERR_NATIVE_TOOLS',
      message: 'needs g++, not found in PATH',
    });
    expect(existsSync(made.addon)).toBe(false);
  });

  it('refuses a folder that holds no library', async () => {
    useCompiler();
    const attempt = linkNative(target(true), { ...options(), wheel: folder() });
    await expect(attempt).rejects.toMatchObject({ code: 'ERR_NATIVE_PACKAGE' });
  });
});

describe('planLink', () => {
  const folder = temporaryFolder();
  const plan = (more: object) =>
    planLink({ nvidia: false, cache: folder(), say: () => undefined, ...more });

  it('has to download where nothing is cached', async () => {
    expect((await plan({})).tensorflow).toBe('');
  });

  it('finds what the cache holds', async () => {
    const home = join(folder(), 'tensorflow', `${process.platform}-${process.arch}`, 'unpacked');
    mkdirSync(home, { recursive: true });
    const project = process.platform === 'darwin' ? 'tensorflow' : 'tensorflow-cpu';
    const libraries = [{ path: 'tensorflow/a', size: 0, sha256: '' }];
    const manifest = { format: 1, project, version: '2.21.0', cuda: false, wheels: [], libraries };
    writeFileSync(join(home, 'manifest.json'), JSON.stringify(manifest));
    expect((await plan({})).tensorflow).toBe(join(home, 'tensorflow'));
  });

  it('finds the libraries in a site-packages folder, or in tensorflow itself', async () => {
    const home = join(folder(), 'site', 'tensorflow');
    mkdirSync(join(home, 'include', 'tensorflow', 'c', 'eager'), { recursive: true });
    writeFileSync(join(home, 'include', 'tensorflow', 'c', 'eager', 'c_api.h'), '');
    for (const name of ['cc', 'framework']) {
      writeFileSync(join(home, `libtensorflow_${name}.${suffix}`), '');
    }
    for (const wheel of [home, dirname(home)]) {
      expect((await plan({ wheel })).tensorflow).toBe(home);
    }
  });
});

describe('withPackageLock', () => {
  const folder = temporaryFolder();

  it('lets one task at a time work on a package', async () => {
    const before = process.env['XDG_CACHE_HOME'];
    process.env['XDG_CACHE_HOME'] = folder();
    const made = { name: 'a', version: '1', folder: join(folder(), 'a'), addon: '' };
    const order: string[] = [];
    const said: string[] = [];
    const task = (name: string) =>
      withPackageLock(
        made,
        async () => {
          order.push(`${name} begins`);
          await new Promise((resolve) => setTimeout(resolve, 300));
          order.push(`${name} ends`);
          return name;
        },
        (line) => said.push(line),
      );
    try {
      expect(await Promise.all([task('x'), task('y')])).toEqual(['x', 'y']);
    } finally {
      if (before === undefined) delete process.env['XDG_CACHE_HOME'];
      else process.env['XDG_CACHE_HOME'] = before;
    }
    const [first = ''] = order[0]?.split(' ') ?? [];
    const second = first === 'x' ? 'y' : 'x';
    expect(order).toEqual([
      ...[`${first} begins`, `${first} ends`],
      ...[`${second} begins`, `${second} ends`],
    ]);
    expect(said).toEqual([`waiting for another process that works on ${made.folder}`]);
  });
});
