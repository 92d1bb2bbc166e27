import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { chooseWheel } from '../../../linker/tensorflow/chooseWheel.mjs';
import { findUnpacked, obtainTensorflow } from '../../../linker/tensorflow/tensorflowCache.mjs';
import { itWithPython, PYTHON } from '../python.ts';
import { temporaryFolder } from '../temporaryFolder.ts';
import { wheelOf } from '../zipOf.ts';

const files = [
  { name: 'tensorflow/libtensorflow_cc.so.2', content: 'main library' },
  { name: 'tensorflow/libtensorflow_framework.so.2', content: 'framework library' },
  { name: 'tensorflow/include/tensorflow/c/c_api.h', content: '// header' },
];
const choices = chooseWheel({ platform: 'linux', arch: 'x64', nvidia: false });
const wheelName = 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64';

describe('obtainTensorflow', () => {
  const folder = temporaryFolder();
  const cache = (): string => join(folder(), 'cache');
  const calls = (): number =>
    existsSync(join(folder(), 'calls'))
      ? readFileSync(join(folder(), 'calls'), 'utf8').trimEnd().split('\n').length
      : 0;

  /** A stand-in for python3 whose pip copies a prepared wheel, or fails when there is none. */
  function fakePython(wheel?: Buffer): string {
    const path = join(folder(), 'python3');
    const source = join(folder(), 'prepared.whl');
    if (wheel !== undefined) writeFileSync(source, wheel);
    const lines = [
      `#!${process.execPath}`,
      "const fs = require('node:fs');",
      'const args = process.argv.slice(2);',
      // Archives are the affair of the true one.
      `if (args[1] === '-c') process.exit(require('node:child_process').spawnSync(${JSON.stringify(PYTHON)}, args).status);`,
      `fs.appendFileSync(${JSON.stringify(join(folder(), 'calls'))}, args.join(' ') + '\\n');`,
      wheel === undefined ? "console.error('ERROR: no such wheel'); process.exit(1);" : '',
      "const target = args[args.indexOf('--dest') + 1];",
      `fs.copyFileSync(${JSON.stringify(source)}, target + '/${wheelName}.whl');`,
    ];
    writeFileSync(path, lines.join('\n'));
    chmodSync(path, 0o755);
    return path;
  }

  const obtain = (python: string) =>
    obtainTensorflow(cache(), choices, { python, say: () => undefined });
  const store = (): string[] => {
    const [platform] = readdirSync(join(cache(), 'tensorflow'));
    return readdirSync(join(cache(), 'tensorflow', platform ?? ''));
  };

  itWithPython('downloads once, keeps no wheel, then works without a network', async () => {
    const first = await obtain(fakePython(wheelOf(files)));
    expect(first).toMatchObject({ version: '2.21.0', cuda: false });
    expect(readFileSync(join(first.folder, files[0]?.name ?? ''), 'utf8')).toBe('main library');
    expect(store()).toEqual([wheelName]);
    expect(existsSync(join(first.folder, `${wheelName}.whl`))).toBe(false);
    expect(await obtain(fakePython())).toEqual(first);
    expect(calls()).toBe(1);
    expect(findUnpacked(cache(), choices)?.manifest.wheels[0]?.sha256).toHaveLength(43);
  });

  itWithPython('downloads once for two callers at the same time', async () => {
    const python = fakePython(wheelOf(files));
    const [a, b] = await Promise.all([obtain(python), obtain(python)]);
    expect(a).toEqual(b);
    expect(calls()).toBe(1);
  });

  itWithPython('gets a damaged library again', async () => {
    const python = fakePython(wheelOf(files));
    const { folder: unpacked } = await obtain(python);
    const library = join(unpacked, files[0]?.name ?? '');
    appendFileSync(library, 'damage');
    await obtain(python);
    expect(readFileSync(library, 'utf8')).toBe('main library');
    writeFileSync(library, 'Main library'); // same size: only the hash tells
    await obtain(python);
    expect(readFileSync(library, 'utf8')).toBe('main library');
    expect(calls()).toBe(3);
  });

  itWithPython('publishes nothing when a hash is wrong', async () => {
    const python = fakePython(wheelOf(files, ['tensorflow/libtensorflow_cc.so.2']));
    await expect(obtain(python)).rejects.toMatchObject({ code: 'ERR_NATIVE_HASH' });
    expect(store()).toEqual([]);
  });

  itWithPython('refuses a wheel without the libraries', async () => {
    const python = fakePython(wheelOf(files.slice(2)));
    await expect(obtain(python)).rejects.toMatchObject({ code: 'ERR_NATIVE_ARCHIVE' });
    expect(store()).toEqual([]);
  });

  it("tries every request and passes pip's own words on", async () => {
    const attempt = obtain(fakePython());
    await expect(attempt).rejects.toMatchObject({ code: 'ERR_NATIVE_DOWNLOAD' });
    await expect(attempt).rejects.toThrow('no such wheel');
    expect(calls()).toBe(2);
  });

  itWithPython('sweeps what a killed process has left', async () => {
    const left = join(cache(), 'tensorflow', `${process.platform}-${process.arch}`, 'unfinished-x');
    mkdirSync(join(left, 'download'), { recursive: true });
    writeFileSync(join(left, 'download', 'half.whl'), 'half');
    const { folder: unpacked } = await obtain(fakePython(wheelOf(files)));
    expect(readdirSync(dirname(unpacked))).toEqual([wheelName]);
  });
});
