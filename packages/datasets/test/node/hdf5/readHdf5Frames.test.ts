import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ArgumentError, FileAccessError, FileFormatError } from '@causal-mechanisms/tensor-utils';
import { readHdf5Frames } from '../../../src/node/hdf5/readHdf5Frames.ts';
import { inTempFolder } from '../../testFiles.ts';
import { filled, writeTestHdf5 } from './testHdf5.ts';
import type { TestArray } from './testHdf5.ts';

const [STEPS, SIZE, HEIGHT, WIDTH] = [3, 5, 4, 6];
const FRAME = HEIGHT * WIDTH;

/** Pixels by chance, but the same ones. */
const isOn = (place: number) => (place * 2654435761) % 7 < 3;

/** As the published files have them. */
function arrays(): Record<string, TestArray> {
  return {
    features: filled([STEPS, SIZE, HEIGHT, WIDTH, 1], (place) => (isOn(place) ? 1 : 0)),
    groups: filled([STEPS, SIZE, HEIGHT, WIDTH, 1], (place) => (isOn(place) ? 1 + (place % 4) : 0)),
    positions: filled([STEPS, SIZE, 4, 2], (place) => place / 10),
    velocities: filled([STEPS, SIZE, 4, 2], (place) => -place),
    collisions: filled([STEPS, SIZE, 1, 1, 1], () => 0),
    events: filled([STEPS, SIZE, 1], () => 0),
  };
}

async function inFile(
  changed: Record<string, TestArray | undefined>,
  run: (path: string) => Promise<void>,
): Promise<void> {
  await inTempFolder(async (dir) => {
    const path = join(dir, 'balls.h5');
    const training = Object.entries({ ...arrays(), ...changed }).filter(
      (entry): entry is [string, TestArray] => entry[1] !== undefined,
    );
    await writeTestHdf5(path, { training: Object.fromEntries(training), test: arrays() });
    await run(path);
  });
}

describe('readHdf5Frames', () => {
  it('reads any sequences, in any order, as bytes and as floats', async () => {
    await inFile({}, async (path) => {
      const balls = await readHdf5Frames(path);
      expect(balls).toMatchObject({
        name: 'hdf5/balls.h5/training',
        size: SIZE,
        steps: STEPS,
        shape: [HEIGHT, WIDTH, 1],
        origin: { kind: 'own' },
      });
      const wanted = Int32Array.of(4, 1, 2, 3, 1);
      const bytes = new Uint8Array(5 * STEPS * FRAME).fill(7);
      await balls.read(wanted, bytes);
      const floats = new Float32Array(bytes.length);
      await balls.read(wanted, floats);
      const masks = new Uint8Array(bytes.length);
      await balls.masks?.(wanted, masks);
      for (const [i, index] of wanted.entries()) {
        for (let step = 0; step < STEPS; step++) {
          for (let k = 0; k < FRAME; k++) {
            const there = (step * SIZE + index) * FRAME + k;
            const here = (i * STEPS + step) * FRAME + k;
            if (bytes[here] !== (isOn(there) ? 255 : 0)) throw new Error(`byte ${here}`);
            if (floats[here] !== (isOn(there) ? 1 : 0)) throw new Error(`float ${here}`);
            if (masks[here] !== (isOn(there) ? 1 + (there % 4) : 0))
              throw new Error(`mask ${here}`);
          }
        }
      }
    });
  });

  it('reads tracks, and leaves out arrays of other sides', async () => {
    await inFile({}, async (path) => {
      const tracks = await (
        await readHdf5Frames(path, { split: 'test' })
      ).tracks?.(Int32Array.of(3, 0));
      expect(tracks).toMatchObject({ size: 2, steps: STEPS, objects: 4 });
      expect(tracks?.positions[(1 * 4 + 2) * 2]).toBe((((1 * SIZE + 3) * 4 + 2) * 2) / 10);
      expect(tracks?.velocities[((STEPS + 2) * 4 + 3) * 2 + 1]).toBe(-(2 * SIZE * 8 + 7));
      expect(tracks?.collisions).toBeUndefined();
      expect([...(tracks?.counts ?? [])]).toEqual([4, 4]);
    });
  });

  it('counts the objects of a sequence by where they are', async () => {
    const positions = filled([STEPS, SIZE, 4, 2], (place) => {
      const [object, index] = [Math.floor(place / 2) % 4, Math.floor(place / 8) % SIZE];
      return object < index ? 0.5 : 0;
    });
    await inFile({ positions }, async (path) => {
      const tracks = await (await readHdf5Frames(path)).tracks?.(Int32Array.of(0, 1, 2, 3, 4));
      expect([...(tracks?.counts ?? [])]).toEqual([0, 1, 2, 3, 4]);
    });
  });

  it('has no masks and tracks where the file has none', async () => {
    await inFile({ groups: undefined, velocities: undefined }, async (path) => {
      const balls = await readHdf5Frames(path);
      expect(Object.keys(balls)).not.toContain('masks');
      expect(Object.keys(balls)).not.toContain('tracks');
    });
  });

  it('rounds soft pixels to 256 steps', async () => {
    const features = filled([STEPS, SIZE, HEIGHT, WIDTH, 1], (place) => (place % 24) / 23);
    await inFile({ features }, async (path) => {
      const bytes = new Uint8Array(STEPS * FRAME);
      await (await readHdf5Frames(path)).read(Int32Array.of(2), bytes);
      expect(bytes[1]).toBe(Math.round(255 / 23));
      expect(bytes[23]).toBe(255);
    });
  });

  it('refuses a group that is missing, and features of other shapes', async () => {
    await inFile({}, async (path) => {
      await expect(readHdf5Frames(path, { split: 'validation' })).rejects.toThrow(
        `${path}: expected a group validation, found test, training`,
      );
    });
    await inFile({ features: undefined }, async (path) => {
      await expect(readHdf5Frames(path)).rejects.toThrow(/expected an array features, found col/);
    });
    await inFile({ features: filled([STEPS, SIZE, FRAME], () => 0) }, async (path) => {
      await expect(readHdf5Frames(path)).rejects.toThrow(FileFormatError);
      await expect(readHdf5Frames(path)).rejects.toThrow(
        /features must be \[steps, .*, got \[3, 5, 24\]/,
      );
    });
  });

  it('refuses other arrays that disagree, when they are read', async () => {
    const one = Int32Array.of(0);
    await inFile(
      {
        groups: filled([STEPS, SIZE, FRAME + 1], () => 0),
        positions: filled([STEPS, SIZE, 4, 3], () => 0),
      },
      async (path) => {
        const balls = await readHdf5Frames(path);
        await expect(balls.masks?.(one, new Uint8Array(STEPS * FRAME))).rejects.toThrow(
          /groups must have 24 numbers for each of 3 frames of 5 sequences, got \[3, 5, 25\]/,
        );
        await expect(balls.tracks?.(one)).rejects.toThrow(
          /positions must be \[3, 5, objects, 2\], got \[3, 5, 4, 3\]/,
        );
      },
    );
  });

  it('refuses values that are no pixels, objects or places', async () => {
    const one = Int32Array.of(0);
    const wrong = (value: number) => (place: number) => (place === 3 ? value : 0);
    await inFile(
      {
        features: filled([STEPS, SIZE, HEIGHT, WIDTH, 1], wrong(255)),
        groups: filled([STEPS, SIZE, HEIGHT, WIDTH, 1], wrong(0.5)),
        positions: filled([STEPS, SIZE, 4, 2], wrong(NaN)),
      },
      async (path) => {
        const balls = await readHdf5Frames(path);
        const out = new Uint8Array(STEPS * FRAME);
        await expect(balls.read(one, out)).rejects.toThrow(
          `${path}: features must be numbers in [0, 1], got 255`,
        );
        await expect(balls.masks?.(one, out)).rejects.toThrow(/groups must be whole numbers/);
        await expect(balls.tracks?.(one)).rejects.toThrow(
          /positions must be finite numbers, got NaN/,
        );
      },
    );
  });

  it('refuses files that are missing, cut short, or something else', async () => {
    await inFile({}, async (path) => {
      const whole = await readFile(path);
      await expect(readHdf5Frames(`${path}.gz`)).rejects.toThrow(FileAccessError);
      for (const [bytes, message] of [
        [whole.subarray(0, 5000), /truncated file/],
        [whole.subarray(0, whole.length - 1), /truncated file/],
        [whole.subarray(0, 10), FileFormatError],
        [Buffer.alloc(0), /no HDF5 file/],
        [Buffer.from('features,groups\n1,2\n'), /no HDF5 file/],
      ] as const) {
        await writeFile(path, bytes);
        await expect(readHdf5Frames(path)).rejects.toThrow(FileFormatError);
        await expect(readHdf5Frames(path)).rejects.toThrow(message);
      }
    });
  });

  it('tells when the file goes away, or becomes another, after it was opened', async () => {
    await inFile({}, async (path) => {
      const balls = await readHdf5Frames(path);
      const out = new Uint8Array(STEPS * FRAME);
      await expect(balls.read(Int32Array.of(SIZE), out)).rejects.toThrow(ArgumentError);
      await writeTestHdf5(path, {
        training: { features: filled([STEPS, 2, HEIGHT, WIDTH, 1], () => 0) },
      });
      await expect(balls.read(Int32Array.of(0), out)).rejects.toThrow(FileFormatError);
      await expect(balls.tracks?.(Int32Array.of(0))).rejects.toThrow(FileFormatError);
    });
  });
});
