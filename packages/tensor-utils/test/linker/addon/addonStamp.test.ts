import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readStamp, stampKey, writeStamp } from '../../../linker/addon/addonStamp.mjs';
import type { NativePackage } from '../../../linker/findPackage.mjs';
import { temporaryFolder } from '../temporaryFolder.ts';

const facts = { tensorflow: '2.21.0', gpu: false };

describe('addonStamp', () => {
  const folder = temporaryFolder();
  const library = (): string => join(folder(), 'cache', 'libtensorflow_cc.so.2');

  function makePackage(): NativePackage {
    const root = join(folder(), 'package');
    const addon = join(root, 'lib', 'napi-v8', 'tfjs_binding.node');
    for (const path of [addon, library()]) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, 'binary');
    }
    mkdirSync(join(root, 'deps', 'lib'), { recursive: true });
    symlinkSync(library(), join(root, 'deps', 'lib', 'libtensorflow.so'));
    return { name: '@tensorflow/tfjs-node', version: '4.22.0', folder: root, addon };
  }

  it('returns the facts while nothing changes', () => {
    const target = makePackage();
    expect(readStamp(target)).toBeUndefined();
    writeStamp(target, facts);
    expect(readStamp(target)).toEqual(facts);
  });

  it.each<[string, (target: NativePackage) => void]>([
    ['the library is replaced', () => writeFileSync(library(), 'another binary')],
    ['the library is touched', () => utimesSync(library(), new Date(0), new Date(0))],
    ['the library is deleted', () => rmSync(library())],
    ['the addon is deleted', (target) => rmSync(target.addon)],
    [
      'the stamp is damaged',
      (target) => writeFileSync(join(target.folder, '.causal-mechanisms-native.json'), '{'),
    ],
  ])('is void when %s', (_what, change) => {
    const target = makePackage();
    writeStamp(target, facts);
    change(target);
    expect(readStamp(target)).toBeUndefined();
  });

  it('is void for another version of the package', () => {
    const target = makePackage();
    writeStamp(target, facts);
    expect(readStamp({ ...target, version: '4.23.0' })).toBeUndefined();
  });

  it('holds the ABI of Node', () => {
    expect(stampKey(makePackage())?.node).toContain(process.versions.modules);
  });
});
