import type { io } from '@tensorflow/tfjs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileFormatError } from '../../src/index.ts';
import { readWeights } from '../../src/node/modelWeights.ts';
import { inTemporaryFolder } from './temporaryFolder.ts';

// SHA-256 of "abc", from FIPS 180-2.
const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const bools = (name: string, ...shape: number[]): io.WeightsManifestEntry => ({
  ...{ name, shape, dtype: 'bool' },
});
const digests = (weights: Readonly<Record<string, string>>) => ({ model: '', weights });

/** Reads weight files of the given content. */
async function read(
  files: Readonly<Record<string, string>>,
  groups: io.WeightsManifestConfig,
  sums?: Readonly<Record<string, string>>,
): Promise<string[]> {
  let found: string[] = [];
  await inTemporaryFolder(async (folder) => {
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(folder, name), content);
    }
    const parts = await readWeights(folder, groups, sums === undefined ? undefined : digests(sums));
    found = parts.map((part) => new TextDecoder().decode(part));
  });
  return found;
}

describe('readWeights', () => {
  it('reads all files of all groups in their order', async () => {
    const groups = [
      { paths: ['b', 'a'], weights: [bools('v', 2, 2), bools('w')] },
      { paths: ['c'], weights: [bools('x', 1)] },
    ];
    expect(await read({ a: '45', b: '123', c: '6' }, groups)).toEqual(['123', '45', '6']);
  });

  it.each<[io.WeightsManifestEntry, number]>([
    [{ name: 'w', shape: [3], dtype: 'float32' }, 12],
    [{ name: 'w', shape: [3], dtype: 'int32' }, 12],
    [{ name: 'w', shape: [3, 2], dtype: 'bool' }, 6],
    [{ name: 'w', shape: [2], dtype: 'complex64' }, 16],
    [{ name: 'w', shape: [3], dtype: 'float32', quantization: { dtype: 'uint8' } }, 3],
    [{ name: 'w', shape: [3], dtype: 'float32', quantization: { dtype: 'uint16' } }, 6],
    [{ name: 'w', shape: [3], dtype: 'float32', quantization: { dtype: 'float16' } }, 6],
    [{ name: 'w', shape: [0, 5], dtype: 'float32' }, 0],
  ])('knows how long %j is', async (weight, bytes) => {
    const groups = [{ paths: ['a'], weights: [weight] }];
    expect(await read({ a: 'x'.repeat(bytes) }, groups)).toEqual(['x'.repeat(bytes)]);
    await expect(read({ a: 'x'.repeat(bytes + 1) }, groups)).rejects.toThrow(
      `has ${bytes + 1} bytes, model.json expects ${bytes}`,
    );
  });

  it('takes strings as long as they are', async () => {
    const groups = [
      { paths: ['a'], weights: [{ name: 's', shape: [1], dtype: 'string' as const }] },
    ];
    expect(await read({ a: 'anything' }, groups)).toEqual(['anything']);
  });

  it('holds every file against its digest', async () => {
    const groups = [{ paths: ['a'], weights: [bools('w', 3)] }];
    expect(await read({ a: 'abc' }, groups, { a: abc })).toEqual(['abc']);
    await expect(read({ a: 'abd' }, groups, { a: abc })).rejects.toBeInstanceOf(FileFormatError);
    await expect(read({ a: 'abd' }, groups, { a: abc })).rejects.toThrow('is damaged');
    await expect(read({ a: 'abc' }, groups, {})).rejects.toThrow('is damaged');
  });

  it('names a file that is missing', async () => {
    const groups = [{ paths: ['none'], weights: [] }];
    await expect(read({}, groups)).rejects.toBeInstanceOf(FileFormatError);
    await expect(read({}, groups)).rejects.toThrow('none is missing, model.json names it');
  });
});
