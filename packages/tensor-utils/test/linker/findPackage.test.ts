import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPackage, readPackage, selectPackage } from '../../linker/findPackage.mjs';
import { temporaryFolder } from './temporaryFolder.ts';
import { withCode } from './withCode.ts';

describe('findPackage', () => {
  const folder = temporaryFolder();
  const install = (name: string): string => {
    const path = join(folder(), 'node_modules', name);
    mkdirSync(path, { recursive: true });
    const binary = { napi_versions: [3, 4, 5, 6, 7, 8, 999] };
    writeFileSync(join(path, 'package.json'), JSON.stringify({ name, version: '4.22.0', binary }));
    return path;
  };

  it('looks upwards from the project and names the addon as node-pre-gyp does', () => {
    const path = install('@tensorflow/tfjs-node');
    const inner = join(folder(), 'packages', 'inner');
    mkdirSync(inner, { recursive: true });
    expect(findPackage(inner, '@tensorflow/tfjs-node')).toEqual({
      name: '@tensorflow/tfjs-node',
      version: '4.22.0',
      folder: path,
      addon: join(path, 'lib', 'napi-v8', 'tfjs_binding.node'),
    });
    expect(findPackage(inner, '@tensorflow/tfjs-node-gpu')).toBeUndefined();
  });

  it('prefers the GPU package only with a GPU, and takes the other when it is alone', () => {
    install('@tensorflow/tfjs-node-gpu');
    expect(selectPackage(folder(), undefined, false).name).toBe('@tensorflow/tfjs-node-gpu');
    const cpu = install('@tensorflow/tfjs-node');
    expect(selectPackage(folder(), undefined, false).name).toBe('@tensorflow/tfjs-node');
    expect(selectPackage(folder(), undefined, true).name).toBe('@tensorflow/tfjs-node-gpu');
    expect(selectPackage(folder(), cpu, true).name).toBe('@tensorflow/tfjs-node');
    expect(selectPackage(folder(), '@tensorflow/tfjs-node', true).folder).toBe(cpu);
  });

  it('says how to install what is missing, and refuses other packages', () => {
    const refused = withCode('ERR_NATIVE_PACKAGE');
    expect(() => selectPackage(folder(), '@tensorflow/tfjs-node-gpu', false)).toThrow(
      'npm install --ignore-scripts @tensorflow/tfjs-node-gpu@4.22.0',
    );
    expect(() => selectPackage(folder(), 'nowhere', false)).toThrow(refused);
    expect(() => readPackage(install('sharp'))).toThrow(refused);
  });
});
