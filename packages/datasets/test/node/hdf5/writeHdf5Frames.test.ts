import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ArgumentError, FileAccessError, ValuesError } from '@causal-mechanisms/tensor-utils';
import type { FrameSequences } from '../../../src/frames/frameSequences.ts';
import { readHdf5Frames } from '../../../src/node/hdf5/readHdf5Frames.ts';
import { writeHdf5Frames } from '../../../src/node/hdf5/writeHdf5Frames.ts';
import { bouncingBalls } from '../../../src/physics/bouncingBalls.ts';
import { inTempFolder } from '../../testFiles.ts';

const OPTIONS = { steps: 4, height: 12, width: 14, balls: { least: 1, most: 3 } } as const;
const all = (size: number) => Int32Array.from({ length: size }, (_, i) => i);

async function readAll(sequences: FrameSequences) {
  const [height, width, channels] = sequences.shape;
  const count = sequences.size * sequences.steps * height * width;
  const frames = new Uint8Array(count * channels);
  const masks = new Uint8Array(count);
  await sequences.read(all(sequences.size), frames);
  await sequences.masks?.(all(sequences.size), masks);
  return { frames, masks, tracks: await sequences.tracks?.(all(sequences.size)) };
}

describe('writeHdf5Frames', () => {
  it('writes what readHdf5Frames reads as it was: pixels, masks and tracks', async () => {
    await inTempFolder(async (dir) => {
      const path = join(dir, 'balls.h5');
      // More than are written at once.
      const training = bouncingBalls({ ...OPTIONS, size: 37, discs: 'soft', colours: 'palette' });
      const curtain = { width: 0.5, height: 0.5 };
      const test = bouncingBalls({ ...OPTIONS, size: 2, split: 'test', curtain });
      await writeHdf5Frames(path, { training, test });
      expect(await readAll(await readHdf5Frames(path))).toEqual(await readAll(training));
      expect(await readAll(await readHdf5Frames(path, { split: 'test' }))).toEqual(
        await readAll(test),
      );
      await expect(readHdf5Frames(path, { split: 'validation' })).rejects.toThrow(
        /expected a group/,
      );
    });
  });

  it('writes sequences of which only the frames are known', async () => {
    await inTempFolder(async (dir) => {
      const path = join(dir, 'plain.h5');
      const balls = bouncingBalls({ ...OPTIONS, size: 3 });
      const { name, origin, size, steps, shape } = balls;
      const read: FrameSequences['read'] = (indices, out) => balls.read(indices, out);
      const plain = { name, origin, size, steps, shape, read };
      await writeHdf5Frames(path, { validation: plain });
      const back = await readHdf5Frames(path, { split: 'validation' });
      expect(Object.keys(back)).toEqual(Object.keys({ ...plain }));
      expect((await readAll(back)).frames).toEqual((await readAll(plain)).frames);
    });
  });

  it('keeps a file that is there, unless it is told otherwise', async () => {
    await inTempFolder(async (dir) => {
      const path = join(dir, 'balls.h5');
      const test = bouncingBalls({ ...OPTIONS, size: 1 });
      await writeFile(path, 'mine');
      await expect(writeHdf5Frames(path, { test })).rejects.toThrow(FileAccessError);
      await writeHdf5Frames(path, { test }, { overwrite: true });
      expect((await readHdf5Frames(path, { split: 'test' })).size).toBe(1);
      const nowhere = join(dir, 'none', 'balls.h5');
      await expect(writeHdf5Frames(nowhere, { test })).rejects.toThrow(FileAccessError);
    });
  });

  it('writes a file anew from itself, and keeps it where that fails', async () => {
    await inTempFolder(async (dir) => {
      const path = join(dir, 'balls.h5');
      const training = bouncingBalls({ ...OPTIONS, size: 2 });
      await writeHdf5Frames(path, { training });
      await writeHdf5Frames(path, { training: await readHdf5Frames(path) }, { overwrite: true });
      const expected = (await readAll(training)).frames;
      expect((await readAll(await readHdf5Frames(path))).frames).toEqual(expected);
      const broken = { ...training, read: () => Promise.reject(new ValuesError('own')) };
      const written = writeHdf5Frames(path, { training: broken }, { overwrite: true });
      await expect(written).rejects.toThrow('own');
      expect((await readAll(await readHdf5Frames(path))).frames).toEqual(expected);
      expect(await readdir(dir)).toEqual(['balls.h5']);
      const folder = writeHdf5Frames(dir, { training }, { overwrite: true });
      await expect(folder).rejects.toThrow(FileAccessError);
    });
  });

  it('leaves nothing behind when the sequences cannot be read', async () => {
    await inTempFolder(async (dir) => {
      const test = {
        ...bouncingBalls({ ...OPTIONS, size: 1 }),
        read: () => Promise.reject(new ValuesError('own')),
      };
      await expect(writeHdf5Frames(join(dir, 'a.h5'), { test })).rejects.toThrow('own');
      expect(await readdir(dir)).toEqual([]);
    });
  });

  it.each([
    ['no group', {}, /groups must have training/],
    ['a group of another name', { train: bouncingBalls(OPTIONS) }, /a name of groups.*training/],
    ['something else than sequences', { test: 7 }, /groups.test must be an object/],
    [
      'sequences that cannot be read',
      { test: { ...bouncingBalls(), read: 1 } },
      /groups.test.read/,
    ],
    ['tracks that are no function', { test: { ...bouncingBalls(), tracks: 1 } }, /test.tracks/],
    ['no frames', { test: { ...bouncingBalls(), steps: 0 } }, /groups.test.steps/],
  ])('refuses %s', async (_, groups, message) => {
    await inTempFolder(async (dir) => {
      const written = writeHdf5Frames(join(dir, 'a.h5'), groups as never);
      await expect(written).rejects.toThrow(ArgumentError);
      await expect(written).rejects.toThrow(message);
      expect(await readdir(dir)).toEqual([]);
    });
  });
});
