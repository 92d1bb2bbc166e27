import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { imageFolder } from '@causal-mechanisms/datasets/node';
import * as tf from '@tensorflow/tfjs';
import { drawExampleFolders } from '../../../../src/recipes/experts-gan/own-images/exampleFolders.ts';

let root: string;
beforeAll(async () => {
  await useBackend();
  root = await mkdtemp(join(tmpdir(), 'lab-example-'));
});
afterAll(() => rm(root, { recursive: true }));

describe('drawExampleFolders', () => {
  it('draws clean and changed digits in colour, the same for the same seed', async () => {
    const folders = { transformed: join(root, 'transformed'), canonical: join(root, 'canonical') };
    const before = tf.memory().numTensors;
    await drawExampleFolders(folders, 1, 12);
    expect(tf.memory().numTensors).toBe(before);
    const transformed = await imageFolder(folders.transformed);
    const canonical = await imageFolder(folders.canonical);
    expect([transformed.size, canonical.size]).toEqual([12, 12]);
    expect(transformed.shape).toEqual([32, 32, 3]);
    expect(transformed.classNames).toEqual(['inverted', 'right', 'up']);
    const [files] = await Promise.all([readdir(join(folders.transformed, 'right'))]);
    expect(files).toHaveLength(4);

    const again = { transformed: join(root, 'again'), canonical: join(root, 'clean') };
    await drawExampleFolders(again, 1, 12);
    const all = Int32Array.from({ length: 12 }, (_, i) => i);
    const read = async (folder: string) => {
      const pixels = new Float32Array(12 * 32 * 32 * 3);
      await (await imageFolder(folder)).read(all, pixels);
      return pixels;
    };
    expect(await read(again.transformed)).toEqual(await read(folders.transformed));
    await expect(drawExampleFolders(folders, 1, 12)).resolves.toBeUndefined(); // a second time
  });

  it('keeps away from folders that hold something else', async () => {
    const canonical = join(root, 'clean');
    await writeFile(join(canonical, 'holiday.png'), 'mine');
    const folders = { transformed: join(root, 'other'), canonical };
    await expect(drawExampleFolders(folders, 1, 3)).rejects.toThrow('beside holiday.png');
  });

  (process.platform === 'linux' ? it : it.skip)('are refused where no folder can be', async () => {
    const folders = { transformed: '/proc/nope/changed', canonical: '/proc/nope/clean' };
    await expect(drawExampleFolders(folders, 1, 3)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
