import { basename } from 'node:path';
import {
  checkCount,
  checkOptions,
  checkText,
  FileFormatError,
  pacer,
} from '@causal-mechanisms/tensor-utils';
import { bytesToUnit } from '../../frames/bytesToUnit.ts';
import { checkFrameRead, checkMaskRead, checkTrackRead } from '../../frames/frameChecks.ts';
import type { FrameSequences } from '../../frames/frameSequences.ts';
import { MOST_NUMBERS } from '../../image/datasetChecks.ts';
import { checkPath } from '../fileAccess.ts';
import { hdf5Group, hdf5Numbers, readSlice, withHdf5File } from './hdf5File.ts';
import type { Hdf5Numbers } from './hdf5File.ts';
import { readTracks } from './hdf5Tracks.ts';
import { indexRuns } from './indexRuns.ts';
import { loadHdf5 } from './loadHdf5.ts';
import { eachFrame } from './trackArrays.ts';

/** Options of {@link readHdf5Frames}. */
export interface ReadHdf5FramesOptions {
  /** Which group of the file. Default: `'training'`. */
  readonly split?: 'training' | 'validation' | 'test';
}

/** Numbers that are read at once: the library holds them twice. */
const AT_ONCE = 2 ** 22;

/**
 * Opens videos in an HDF5 file in the layout of the bouncing balls of van Steenkiste et al. (2018), `balls4mass64.h5` and its like: groups `training`,
 * `validation` and `test`, each with an array `features` `[steps, sequences, height, width, channels]` of numbers in [0, 1]; `groups`, one channel, says
 * which object a pixel shows; `positions` and `velocities` are `[steps, sequences, objects, 2]`. Other arrays that `writeHdf5Frames` writes are read
 * too. Needs the package `h5wasm`.
 *
 * Only the sequences that are asked for are read, so files of many gigabytes open at once; the file is open while something is read. After a read that
 * failed inside a damaged file, the library keeps that file open, and what it knows of it, until the process ends. Pixels are rounded to 256 steps. Positions and velocities are those of the file, whatever its unit is. Objects at the end of a sequence that are at 0 in all of
 * its frames count as not there.
 *
 * @param path - The file.
 * @param options - Which group.
 * @returns The sequences, with masks where the file has `groups`, and with tracks where it has `positions` and `velocities`. Their methods throw
 *   FileFormatError for arrays of other shapes or values.
 * @throws MissingDependencyError when h5wasm is not installed; FileAccessError when the file cannot be read; FileFormatError when it is no HDF5
 *   file, is cut short, or lacks the group or its features, or these are not of five sides.
 *
 * @example
 * ```ts
 * import { mkdtemp, rm } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { bouncingBalls } from '@causal-mechanisms/datasets';
 * import { readHdf5Frames, writeHdf5Frames } from '@causal-mechanisms/datasets/node';
 *
 * const dir = await mkdtemp(join(tmpdir(), 'balls-'));
 * const path = join(dir, 'balls.h5');
 * await writeHdf5Frames(path, { test: bouncingBalls({ size: 3, steps: 5, split: 'test' }) });
 * const balls = await readHdf5Frames(path, { split: 'test' });
 * console.log(balls.size, balls.steps, balls.shape); // 3 5 [ 64, 64, 1 ]
 * const frames = new Float32Array(5 * 64 * 64);
 * await balls.read(Int32Array.of(2), frames);
 * console.log(Math.max(...frames)); // 1
 * await rm(dir, { recursive: true });
 * ```
 */
export async function readHdf5Frames(
  path: string,
  options: ReadHdf5FramesOptions = {},
): Promise<FrameSequences> {
  const owner = 'readHdf5Frames';
  checkPath(owner, 'path', path);
  const { split = 'training' } = checkOptions(owner, options);
  checkText(owner, 'split', split, ['training', 'validation', 'test']);
  const library = await loadHdf5(owner);
  const found = await withHdf5File(owner, path, library, (file) => {
    const group = hdf5Group(path, library, file, split);
    const features = featureShape(path, hdf5Numbers(path, library, group, 'features'));
    return { features, arrays: group.keys() };
  });
  const [steps, size, height, width, channels] = found.features;
  const name = `hdf5/${basename(path)}/${split}`;
  const at = { owner: name, path, library, split, size, steps };
  const frame = height * width;
  const perSequence = steps * frame * channels;
  const readBytes = async (
    array: string,
    indices: Int32Array,
    width: number,
    byteOf: (value: number) => number,
    out: Uint8Array,
  ) => {
    const pause = pacer();
    const most = Math.max(1, Math.floor(AT_ONCE / (steps * width)));
    for (const { start, count, place } of indexRuns(indices, most)) {
      await pause();
      const values = await withHdf5File(name, path, library, (file) => {
        const numbers = hdf5Numbers(path, library, hdf5Group(path, library, file, split), array);
        checkSides(path, array, numbers, [steps, size, width]);
        return readSlice(path, numbers, [
          [0, steps],
          [start, start + count],
        ]);
      });
      const to = place * steps * width;
      eachFrame(count, steps, width, (source, target) => {
        for (let k = 0; k < width; k++) {
          const byte = byteOf(Number(values[source + k]));
          if (Number.isNaN(byte)) throw wrongValue(path, array, Number(values[source + k]));
          out[to + target + k] = byte;
        }
      });
    }
  };
  const perFrame = frame * channels;
  return {
    name,
    origin: { kind: 'own', description: `${split} sequences of the HDF5 file ${basename(path)}` },
    size,
    steps,
    shape: [height, width, channels],
    read: async (indices, out) => {
      checkFrameRead(name, indices, out, size, perSequence);
      if (out instanceof Uint8Array) {
        await readBytes('features', indices, perFrame, byteOfUnit, out);
        return;
      }
      const bytes = new Uint8Array(out.length);
      await readBytes('features', indices, perFrame, byteOfUnit, bytes);
      bytesToUnit(bytes, out, 0);
    },
    ...(found.arrays.includes('groups') && {
      masks: async (indices: Int32Array, out: Uint8Array) => {
        checkMaskRead(name, indices, out, size, steps * frame);
        await readBytes('groups', indices, frame, byteOfGroup, out);
      },
    }),
    ...(found.arrays.includes('positions') &&
      found.arrays.includes('velocities') && {
        tracks: async (indices: Int32Array) => {
          checkTrackRead(`${name}.tracks`, indices, size);
          return readTracks(at, indices);
        },
      }),
  };
}

/** NaN for what is no pixel. */
function byteOfUnit(value: number): number {
  return value >= 0 && value <= 1 ? Math.round(255 * value) : NaN;
}

/** NaN for what is no object. */
function byteOfGroup(value: number): number {
  return Number.isInteger(value) && value >= 0 && value <= 255 ? value : NaN;
}

function wrongValue(path: string, array: string, value: number): FileFormatError {
  const expected = array === 'features' ? 'numbers in [0, 1]' : 'whole numbers from 0 to 255';
  return new FileFormatError(`${path}: ${array} must be ${expected}, got ${value}`, {
    data: { path, array, value },
  });
}

function featureShape(
  path: string,
  { shape }: Hdf5Numbers,
): [steps: number, size: number, height: number, width: number, channels: number] {
  const [steps = 0, size = 0, height = 0, width = 0, channels = 0] = shape;
  if (shape.length !== 5 || shape.includes(0)) {
    throw new FileFormatError(
      `${path}: features must be [steps, sequences, height, width, channels], got [${shape.join(', ')}]`,
      { data: { path, shape } },
    );
  }
  const numbers = steps * height * width * channels;
  checkCount(path, 'the numbers of a sequence of features', numbers, { most: MOST_NUMBERS });
  return [steps, size, height, width, channels];
}

/** The first two sides as expected, and the product of the others. */
function checkSides(
  path: string,
  array: string,
  { shape }: Hdf5Numbers,
  [steps, size, width]: readonly [number, number, number],
): void {
  const rest = shape.slice(2).reduce((product, side) => product * side, 1);
  if (shape[0] === steps && shape[1] === size && rest === width) return;
  throw new FileFormatError(
    `${path}: ${array} must have ${width} numbers for each of ${steps} frames of ${size} sequences, got [${shape.join(', ')}]`,
    { data: { path, array, shape } },
  );
}
