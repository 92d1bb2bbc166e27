import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { thrownCode } from '@causal-mechanisms/test-utils';
import type { TrainingState } from '../../src/index.ts';
import { FileFormatError } from '../../src/index.ts';
import { nodeFileSystem } from '../../src/node.ts';
import { checkState, readCheckpoint, writeCheckpoint } from '../../src/node/checkpointFiles.ts';
import { hashText } from '../../src/node/hashedFile.ts';
import { inTemporaryFolder } from './temporaryFolder.ts';

const state: TrainingState = {
  step: 3,
  config: { seed: 1 },
  arrays: {
    kernel: { shape: [2, 1], values: Float32Array.of(1.5, -0) },
    count: { shape: [], values: Int32Array.of(-7) },
    none: { shape: [0, 3], values: new Float32Array(0) },
  },
  json: { phase: 'main' },
};

const write = (folder: string) => writeCheckpoint(nodeFileSystem, folder, state);

/** Changes a text file of a checkpoint and seals it anew, as who means to deceive would. */
async function reseal(folder: string, name: string, change: (text: string) => string) {
  const path = join(folder, name);
  const text = change(await readFile(path, 'utf8'));
  await writeFile(path, text);
  const manifestPath = join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(manifestPath, 'utf8')) as {
    files: Record<string, object>;
  };
  manifest.files[name] = { bytes: Buffer.byteLength(text), sha256: hashText(text) };
  await writeFile(manifestPath, JSON.stringify(manifest));
}

describe('writeCheckpoint and readCheckpoint', () => {
  it('give back what was written, each array in memory of its own', () =>
    inTemporaryFolder(async (folder) => {
      await write(folder);
      const { arrays, ...rest } = await readCheckpoint(folder);
      expect(rest).toEqual({ step: 3, config: { seed: 1 }, json: { phase: 'main' } });
      const { kernel, count, none } = arrays;
      expect([kernel?.shape, Array.from(kernel?.values ?? [])]).toEqual([
        [2, 1],
        [1.5, -0],
      ]);
      expect([count?.shape, Array.from(count?.values ?? [])]).toEqual([[], [-7]]);
      expect([none?.shape, none?.values.length]).toEqual([[0, 3], 0]);
      expect(kernel?.values[Symbol.toStringTag]).toBe('Float32Array');
      expect(count?.values[Symbol.toStringTag]).toBe('Int32Array');
      expect(kernel?.values.buffer.byteLength).toBe(8);
      expect(Object.keys(arrays)).toEqual(['kernel', 'count', 'none']);
    }));

  it('write the part of an array that a view shows', () =>
    inTemporaryFolder(async (folder) => {
      const values = Float32Array.of(1, 2, 3, 4).subarray(1, 3);
      const arrays = { view: { shape: [2], values } };
      await writeCheckpoint(nodeFileSystem, folder, { ...state, arrays });
      const read = await readCheckpoint(folder);
      expect(Array.from(read.arrays['view']?.values ?? [])).toEqual([2, 3]);
    }));

  it('write the manifest last, and force the folder onto the disk after it', () =>
    inTemporaryFolder(async (folder) => {
      const calls: string[] = [];
      const fileSystem = {
        ...nodeFileSystem,
        create: (path: string) => {
          calls.push(path.slice(folder.length + 1));
          return nodeFileSystem.create(path);
        },
        syncFolder: (path: string) => {
          calls.push(`sync ${path === folder ? 'folder' : path}`);
          return nodeFileSystem.syncFolder(path);
        },
      };
      await writeCheckpoint(fileSystem, folder, state);
      expect(calls).toHaveLength(5);
      expect(calls.slice(3)).toEqual(['manifest.json', 'sync folder']);
    }));

  it('read nothing that is not exactly what was written', () =>
    inTemporaryFolder(async (folder) => {
      const refused = async (message: RegExp) => {
        await expect(readCheckpoint(folder)).rejects.toBeInstanceOf(FileFormatError);
        await expect(readCheckpoint(folder)).rejects.toThrow(message);
        for (const name of [
          'weights.bin',
          'weights_manifest.json',
          'state.json',
          'manifest.json',
        ]) {
          await rm(join(folder, name), { force: true });
        }
        await write(folder);
      };
      await write(folder);
      await writeFile(join(folder, 'weights.bin'), new Uint8Array(12));
      await refused(/weights\.bin is damaged: its SHA-256/);
      await truncate(join(folder, 'weights.bin'), 8);
      await refused(/weights\.bin has 8 bytes, expected 12/);
      const manifest = join(folder, 'manifest.json');
      await writeFile(manifest, `${await readFile(manifest, 'utf8')} `);
      await refused(/manifest\.json is damaged/);
      await reseal(folder, 'state.json', (text) => text.replace('"step":3', '"step":-3'));
      await refused(/state\.json is no such file of a checkpoint/);
      await reseal(folder, 'state.json', (text) => text.replace(/}$/, ',"more":1}'));
      await refused(/state\.json is no/);
      await reseal(folder, 'weights_manifest.json', (text) => text.replace('[2,1]', '[2,2]'));
      await refused(/weights\.bin should have 12 bytes, its arrays take 20/);
      await reseal(folder, 'weights_manifest.json', (text) => text.replace('float32', 'float64'));
      await refused(/weights_manifest\.json is no such file/);
      await reseal(folder, 'weights_manifest.json', (text) =>
        text.replace('"paths":["weights.bin"]', '"paths":["../weights.bin"]'),
      );
      await refused(/weights_manifest\.json is no such file/);
      expect((await readCheckpoint(folder)).step).toBe(3);
    }));
});

describe('checkState', () => {
  const code = (change: Partial<TrainingState>) =>
    thrownCode(() => checkState('owner', { ...state, ...change }));

  it('lets through what comes back as it was', () => {
    expect(code({})).toBeUndefined();
    expect(code({ json: { a: [true, null, 'x', { b: -1.5 }] } })).toBeUndefined();
    expect(code({ step: 0 })).toBeUndefined();
  });

  it('names the place of what JSON cannot hold', () => {
    const json = { outer: [{ inner: NaN }] };
    expect(() => checkState('owner', { ...state, json })).toThrow(
      'owner: json.outer.0.inner cannot be kept as JSON: NaN',
    );
    expect(code({ config: { a: Infinity } })).toBe('ERR_ARGUMENT');
    expect(code({ json: { a: new Float32Array(1) as unknown as number[] } })).toBe('ERR_ARGUMENT');
  });

  it('refuses arrays that do not fit their shape or are of another type', () => {
    const values = new Float32Array(3);
    expect(code({ arrays: { a: { shape: [2], values } } })).toBe('ERR_SHAPE');
    expect(code({ arrays: { a: { shape: [3, 0], values } } })).toBe('ERR_SHAPE');
    const wide = new Float64Array(3) as unknown as Float32Array;
    expect(code({ arrays: { a: { shape: [3], values: wide } } })).toBe('ERR_ARGUMENT');
    expect(code({ step: 1.5 })).toBe('ERR_ARGUMENT');
  });
});
