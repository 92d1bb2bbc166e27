import { open, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Dataset, File, Group } from 'h5wasm/node';
import {
  ArgumentError,
  CausalMechanismsError,
  checkFlag,
  checkOptions,
  checkText,
  FileAccessError,
  pacer,
} from '@causal-mechanisms/tensor-utils';
import { bytesToUnit } from '../../frames/bytesToUnit.ts';
import { checkFrameSequences } from '../../frames/frameChecks.ts';
import type { FrameSequences } from '../../frames/frameSequences.ts';
import { accessError, checkPath, systemCode } from '../fileAccess.ts';
import { hdf5Reason } from './hdf5File.ts';
import { loadHdf5 } from './loadHdf5.ts';
import { eachFrame, TRACK_ARRAYS } from './trackArrays.ts';

/** Videos by the group of the file that they belong to. */
export interface Hdf5FrameGroups {
  /** To learn from. */
  readonly training?: FrameSequences;
  /** To choose by. */
  readonly validation?: FrameSequences;
  /** To judge by. */
  readonly test?: FrameSequences;
}

/** Options of {@link writeHdf5Frames}. */
export interface WriteHdf5FramesOptions {
  /** Whether to write over a file that is there. Default: false. */
  readonly overwrite?: boolean;
}

/** Sequences that are written at once. */
const AT_ONCE = 16;

type Numbers = Float32Array | Float64Array | Uint8Array;

/**
 * Writes videos to an HDF5 file in the layout that `readHdf5Frames` reads and other programs know: per group `features`, floats in [0, 1], with masks as
 * `groups` and tracks as `positions`, `velocities`, `collisions` (how often a ball hit another one since the frame before), `wall_hits`, `radii`,
 * `masses` and `curtains`, as far as they are known. Each sequence is packed by gzip on its own. Needs the package `h5wasm`.
 *
 * @param path - The file.
 * @param groups - At least one group of sequences.
 * @param options - Whether to write over a file.
 * @returns When the file is complete; where that fails, what was written is removed, and a file that was there stays.
 * @throws MissingDependencyError when h5wasm is not installed; ArgumentError without any group, or for what is none; FileAccessError when the
 *   file is there already or cannot be written; and what reading the sequences throws.
 *
 * @example
 * ```ts
 * import { mkdtemp, rm, stat } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { bouncingBalls } from '@causal-mechanisms/datasets';
 * import { writeHdf5Frames } from '@causal-mechanisms/datasets/node';
 *
 * const dir = await mkdtemp(join(tmpdir(), 'balls-'));
 * const path = join(dir, 'balls.h5');
 * await writeHdf5Frames(path, {
 *   training: bouncingBalls({ size: 4, steps: 5 }),
 *   test: bouncingBalls({ size: 2, steps: 5, split: 'test' }),
 * });
 * console.log((await stat(path)).size > 1000); // true
 * await rm(dir, { recursive: true });
 * ```
 */
export async function writeHdf5Frames(
  path: string,
  groups: Hdf5FrameGroups,
  options: WriteHdf5FramesOptions = {},
): Promise<void> {
  const owner = 'writeHdf5Frames';
  checkPath(owner, 'path', path);
  const given = Object.entries(checkOptions(owner, groups, 'groups'));
  const { overwrite = false } = checkOptions(owner, options);
  checkFlag(owner, 'overwrite', overwrite);
  for (const [name, sequences] of given) {
    checkText(owner, 'a name of groups', name, ['training', 'validation', 'test']);
    checkFrameSequences(owner, `groups.${name}`, sequences as FrameSequences);
  }
  if (given.length === 0) {
    throw new ArgumentError(`${owner}: groups must have training, validation or test, got none`);
  }
  const library = await loadHdf5(owner);
  const created = await claim(path, overwrite);
  // What is there stays until the new file is complete: it may be what is read from.
  const part = `${resolve(path)}.${process.pid}.part`;
  let file: File | undefined;
  try {
    file = new library.File(part, 'w');
    for (const [name, sequences] of given) {
      await writeGroup(file.create_group(name), sequences as FrameSequences);
    }
    file.close();
    file = undefined;
    await rename(part, path);
  } catch (error) {
    file?.close();
    await rm(part, { force: true });
    if (created) await rm(path, { force: true });
    if (error instanceof CausalMechanismsError) throw error;
    throw new FileAccessError(`cannot write ${path}: ${hdf5Reason(error)}`, {
      data: { path },
      cause: error,
    });
  }
}

async function writeGroup(group: Group, sequences: FrameSequences): Promise<void> {
  const { size, steps, shape } = sequences;
  const [height, width, channels] = shape;
  const writers = new Map<string, Dataset>();
  const pause = pacer();
  for (let start = 0; start < size; start += AT_ONCE) {
    await pause();
    const count = Math.min(AT_ONCE, size - start);
    const indices = Int32Array.from({ length: count }, (_, i) => start + i);
    const block = { group, writers, start, count, size };
    const bytes = new Uint8Array(count * steps * height * width * channels);
    await sequences.read(indices, bytes);
    const features = new Float32Array(bytes.length);
    bytesToUnit(bytes, features, 0);
    writeBlock(block, 'features', features, steps, [height, width, channels]);
    if (sequences.masks !== undefined) {
      const masks = new Uint8Array(count * steps * height * width);
      await sequences.masks(indices, masks);
      writeBlock(block, 'groups', masks, steps, [height, width, 1]);
    }
    const tracks = await sequences.tracks?.(indices);
    if (tracks === undefined) continue;
    for (const { part, name, perStep, sides } of TRACK_ARRAYS) {
      const values = tracks[part];
      if (values === undefined) continue;
      writeBlock(block, name, values, perStep ? steps : null, sides(tracks.objects));
    }
  }
}

interface Block {
  readonly group: Group;
  readonly writers: Map<string, Dataset>;
  readonly start: number;
  readonly count: number;
  readonly size: number;
}

/** Some sequences, `[count, steps, ...sides]`; the first ones make the array, with room for all. */
function writeBlock(
  { group, writers, start, count, size }: Block,
  name: string,
  values: Numbers,
  steps: number | null,
  sides: readonly number[],
): void {
  const width = sides.reduce((product, side) => product * side, 1);
  const data = values.slice();
  eachFrame(count, steps ?? 1, width, (to, from) => {
    data.set(values.subarray(from, from + width), to);
  });
  const shape = (sequences: number) => [...(steps === null ? [] : [steps]), sequences, ...sides];
  const writer = writers.get(name);
  if (writer === undefined) {
    const made = group.create_dataset({
      name,
      data,
      shape: shape(count),
      maxshape: shape(size),
      // A few numbers each would make for more book-keeping than numbers.
      chunks: shape(width < 64 ? count : 1),
      compression: 'gzip',
      compression_opts: 4,
    });
    if (count < size) made.resize(shape(size));
    writers.set(name, made);
    return;
  }
  const range = [start, start + count] as const;
  writer.write_slice(
    [...(steps === null ? [] : [[0, steps] as const]), range, ...sides.map(() => [] as const)],
    data,
  );
}

/** Whether the file was made here. What the system says of one that cannot be written is plainer than what the library makes of it. */
async function claim(path: string, overwrite: boolean): Promise<boolean> {
  try {
    await (await open(path, 'wx')).close();
    return true;
  } catch (error) {
    if (!(overwrite && systemCode(error) === 'EEXIST')) throw accessError(path, 'write', error);
  }
  const there = await open(path, 'r+').catch((error: unknown) => {
    throw accessError(path, 'write', error);
  });
  await there.close();
  return false;
}
