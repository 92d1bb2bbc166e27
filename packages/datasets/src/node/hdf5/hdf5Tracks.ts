import { FileFormatError, pacer } from '@causal-mechanisms/tensor-utils';
import type { Group } from 'h5wasm/node';
import type { ObjectTracks } from '../../frames/frameSequences.ts';
import { hdf5Group, hdf5Numbers, readSlice, withHdf5File } from './hdf5File.ts';
import { indexRuns } from './indexRuns.ts';
import type { Hdf5Library } from './loadHdf5.ts';
import { eachFrame, TRACK_ARRAYS } from './trackArrays.ts';
import type { TrackArray } from './trackArrays.ts';

/** Sequences in a file. */
export interface Hdf5Sequences {
  /** Opens messages. */
  readonly owner: string;
  /** The file. */
  readonly path: string;
  /** The library. */
  readonly library: Hdf5Library;
  /** The group. */
  readonly split: string;
  /** Sequences of the group. */
  readonly size: number;
  /** Frames of each. */
  readonly steps: number;
}

/** Sequences that are read at once. */
const AT_ONCE = 256;

/**
 * @param at - The sequences.
 * @param indices - Which of them; each is there.
 * @returns Their tracks; parts that the file has not, or with other sides than here, are left out, but for positions and velocities.
 * @throws FileFormatError when positions or velocities are not `[steps, sequences, objects, 2]`, or hold NaN.
 */
export async function readTracks(at: Hdf5Sequences, indices: Int32Array): Promise<ObjectTracks> {
  const { owner, path, library, split, steps, size } = at;
  const { objects, arrays } = await withHdf5File(owner, path, library, (file) => {
    const group = hdf5Group(path, library, file, split);
    const [, , count = 0] = hdf5Numbers(path, library, group, 'positions').shape;
    return {
      objects: count,
      arrays: TRACK_ARRAYS.filter((array) => isThere(at, group, array, count)),
    };
  });
  const parts = arrays.map(({ part, bytes, perStep, sides }) => {
    const width = sides(objects).reduce((product, side) => product * side, 1);
    const length = indices.length * (perStep ? steps : 1) * width;
    return [part, bytes ? new Uint8Array(length) : new Float64Array(length)] as const;
  });
  const tracks = { size: indices.length, steps, objects, ...Object.fromEntries(parts) };
  const pause = pacer();
  for (const { start, count, place } of indexRuns(indices, AT_ONCE)) {
    await pause();
    await withHdf5File(owner, path, library, (file) => {
      const group = hdf5Group(path, library, file, split);
      for (const [k, { name, bytes, perStep, sides }] of arrays.entries()) {
        const numbers = hdf5Numbers(path, library, group, name);
        const range = [start, start + count] as const;
        const values = readSlice(path, numbers, perStep ? [[0, steps], range] : [range]);
        const width = sides(objects).reduce((product, side) => product * side, 1);
        const frames = perStep ? steps : 1;
        const out = parts[k]?.[1] ?? new Float64Array();
        eachFrame(count, frames, width, (source, target) => {
          for (let c = 0; c < width; c++) {
            const value = Number(values[source + c]);
            if (!Number.isFinite(value)) {
              throw new FileFormatError(`${path}: ${name} must be finite numbers, got ${value}`, {
                data: { path, array: name, value, size },
              });
            }
            // Bytes would wrap: they are counts up to 255.
            out[place * frames * width + target + c] = bytes
              ? Math.min(255, Math.max(0, value))
              : value;
          }
        });
      }
    });
  }
  const whole = tracks as unknown as Omit<ObjectTracks, 'counts'>;
  return { ...whole, counts: countObjects(whole) };
}

/** Whether the file has the array with the sides that are meant; sides of 1 at the end do not count. */
function isThere(at: Hdf5Sequences, group: Group, array: TrackArray, objects: number): boolean {
  const { path, library, steps, size } = at;
  if (!group.keys().includes(array.name)) return false;
  const { shape } = hdf5Numbers(path, library, group, array.name);
  const meant = [...(array.perStep ? [steps] : []), size, ...array.sides(objects)];
  const fits =
    meant.every((side, axis) => shape[axis] === side) &&
    shape.slice(meant.length).every((side) => side === 1);
  if (fits || !['positions', 'velocities'].includes(array.name)) return fits;
  throw new FileFormatError(
    `${path}: ${array.name} must be [${steps}, ${size}, objects, 2], got [${shape.join(', ')}]`,
    { data: { path, array: array.name, shape } },
  );
}

/** One more than the last object that is ever elsewhere than at 0. */
function countObjects(tracks: Omit<ObjectTracks, 'counts'>): Int32Array {
  const { size, steps, objects, positions } = tracks;
  const counts = new Int32Array(size);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < steps * objects * 2; k++) {
      if (positions[i * steps * objects * 2 + k] === 0) continue;
      counts[i] = Math.max(counts[i] as number, (Math.floor(k / 2) % objects) + 1);
    }
  }
  return counts;
}
