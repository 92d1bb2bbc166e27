import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { checkOptions, checkText } from '../argumentChecks.ts';
import { checkCount } from '../checks.ts';
import type { CheckpointStore, RestoredState, TrainingState } from '../training/checkpointStore.ts';
import { CheckpointError, FileFormatError } from '../errors.ts';
import { checkState, readCheckpoint, writeCheckpoint } from './checkpointFiles.ts';
import { fileAccessError, messageOf, systemCode } from './fileErrors.ts';
import { checkFileSystem, nodeFileSystem } from './fileSystem.ts';
import type { FileSystem } from './fileSystem.ts';
import { removeAbandoned, temporaryName } from './temporaryName.ts';

/** Options of {@link folderCheckpoints}. */
export interface FolderCheckpointsOptions {
  /** How many checkpoints stay: the newest ones. At least 1. Default: 3. */
  readonly keep?: number;
  /** Where to write. Default: the real disk. */
  readonly fileSystem?: FileSystem;
}

/**
 * A checkpoint store on disk that survives `kill -9`, power cuts, full disks and damaged files.
 *
 * Every checkpoint is a sub-folder such as `step-00001234` with `weights.bin` and `weights_manifest.json` (the weight
 * format of TensorFlow.js), `state.json`, and `manifest.json` with the length and SHA-256 of the three. It is written
 * under a temporary name, forced onto the disk and renamed; only then do older ones go. `latest()` checks every byte,
 * passes over what is damaged with one warning each, and changes nothing on disk. The first `save()` removes what dead
 * runs left unfinished. One run at a time: hold {@link lockRun} on the run folder.
 *
 * `save()` throws FileAccessError when the disk is full or refuses (earlier checkpoints stay as they were), and
 * ArgumentError or ShapeError for a state that would not come back as it was, such as a NaN in `json`. Do not change
 * the arrays before its promise resolves. `latest()` throws CheckpointError when every checkpoint is damaged.
 *
 * @param folder - Where the checkpoints go; created by the first save.
 * @param options - How many to keep.
 * @returns The store.
 * @throws ArgumentError when `keep` is no integer of at least 1, or an argument is of a wrong kind.
 *
 * @example
 * ```ts
 * import { folderCheckpoints } from '@causal-mechanisms/tensor-utils/node';
 * import { mkdtemp, rm } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 *
 * const folder = await mkdtemp(join(tmpdir(), 'example-'));
 * const store = folderCheckpoints(folder, { keep: 2 });
 * const kernel = { shape: [2], values: Float32Array.of(0.5, -0.5) };
 * await store.save({ step: 100, config: { seed: 1 }, arrays: { kernel }, json: { phase: 'main' } });
 * const restored = await store.latest();
 * console.log(restored?.state.step, restored?.state.arrays['kernel']?.values); // 100 Float32Array(2) [ 0.5, -0.5 ]
 * await rm(folder, { recursive: true });
 * ```
 */
export function folderCheckpoints(
  folder: string,
  options: FolderCheckpointsOptions = {},
): CheckpointStore {
  checkText('folderCheckpoints', 'folder', folder);
  const { keep = 3, fileSystem = nodeFileSystem } = checkOptions('folderCheckpoints', options);
  checkCount('folderCheckpoints', 'keep', keep);
  checkFileSystem('folderCheckpoints', fileSystem);
  const damaged = new Set<string>();
  let swept = false;
  let saving: Promise<unknown> = Promise.resolve();

  async function save(state: TrainingState): Promise<string> {
    const name = `step-${String(state.step).padStart(8, '0')}`;
    const location = join(folder, name);
    const temporary = join(folder, await temporaryName(name));
    try {
      await fileSystem.makeFolder(folder);
      if (!swept) await removeAbandoned(fileSystem, folder);
      swept = true;
      await fileSystem.makeFolder(temporary);
      await writeCheckpoint(fileSystem, temporary, state);
      await putInPlace(fileSystem, folder, temporary, name);
    } catch (cause) {
      // The first failure is the one to report, even when the clean-up fails as well.
      await fileSystem.remove(temporary).catch(() => undefined);
      throw fileAccessError('folderCheckpoints', `save ${location}`, cause);
    }
    damaged.delete(name);
    try {
      await prune(fileSystem, folder, { step: state.step, keep, damaged });
    } catch (cause) {
      throw fileAccessError('folderCheckpoints', `remove checkpoints before ${location}`, cause);
    }
    return location;
  }

  return {
    async save(state) {
      checkState('folderCheckpoints.save', state);
      const result = saving.then(() => save(state));
      saving = result.catch(() => undefined);
      return result;
    },
    latest: () => findLatest(folder, damaged),
  };
}

/** The newest checkpoint all of whose bytes are right; notes the others in `damaged`. */
async function findLatest(
  folder: string,
  damaged: Set<string>,
): Promise<RestoredState | undefined> {
  const warnings: string[] = [];
  for (const { name, step } of await list(folder)) {
    const location = join(folder, name);
    try {
      const state = await readCheckpoint(location);
      if (state.step !== step) {
        throw new FileFormatError(`${location} holds step ${state.step}`, { data: { location } });
      }
      return { state, location, warnings };
    } catch (error) {
      const reason = damageOf(error);
      if (reason === undefined)
        throw fileAccessError('folderCheckpoints', `read ${location}`, error);
      damaged.add(name);
      warnings.push(`checkpoint ${location} is damaged and was passed over: ${reason}`);
    }
  }
  if (warnings.length === 0) return undefined;
  throw new CheckpointError(
    `folderCheckpoints: every checkpoint in ${folder} is damaged:\n${warnings.join('\n')}`,
    { data: { folder, warnings } },
  );
}

/** What is wrong with a checkpoint, or `undefined` when the trouble is not the checkpoint's own. */
function damageOf(error: unknown): string | undefined {
  if (error instanceof FileFormatError) return error.message;
  const code = systemCode(error);
  if (code === undefined || !['ENOENT', 'ENOTDIR', 'EISDIR', 'EFTYPE', 'EIO'].includes(code))
    return undefined;
  return messageOf(error);
}

interface Entry {
  readonly name: string;
  readonly step: number;
}

/** The checkpoints of a folder, newest first. */
async function list(folder: string): Promise<Entry[]> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return [];
    throw fileAccessError('folderCheckpoints', `read ${folder}`, cause);
  }
  return (
    names
      .flatMap((name) => {
        const [, digits] = /^step-(\d{8,})(?:\.replaced)?$/.exec(name) ?? [];
        return digits === undefined ? [] : [{ name, step: Number(digits) }];
      })
      // The shorter name is the newer one of a step that was saved twice.
      .sort((a, b) => b.step - a.step || a.name.length - b.name.length)
  );
}

/** Gives a finished folder its name; an older one of that name steps aside first and is never missed. */
async function putInPlace(
  fileSystem: FileSystem,
  folder: string,
  temporary: string,
  name: string,
): Promise<void> {
  const names = await readdir(folder);
  const replaced = `${name}.replaced`;
  if (names.includes(name)) {
    if (names.includes(replaced)) await discard(fileSystem, folder, replaced);
    await fileSystem.rename(join(folder, name), join(folder, replaced));
  }
  await fileSystem.rename(temporary, join(folder, name));
  await fileSystem.syncFolder(folder);
}

/**
 * Removes what is older than the newest `keep` checkpoints. Damaged ones do not count, and later ones are left alone:
 * after a fall-back to an earlier step they belong to nobody, and it is not for a save to destroy them.
 */
async function prune(
  fileSystem: FileSystem,
  folder: string,
  { step, keep, damaged }: { step: number; keep: number; damaged: ReadonlySet<string> },
): Promise<void> {
  const entries = (await list(folder)).filter((entry) => entry.step <= step);
  const whole = entries.filter(({ name }) => !damaged.has(name) && !name.endsWith('.replaced'));
  const kept = new Set(whole.slice(0, keep).map(({ name }) => name));
  for (const { name } of entries) {
    if (!kept.has(name)) await discard(fileSystem, folder, name);
  }
}

/** Renames first: a crash on the way leaves no half checkpoint. */
async function discard(fileSystem: FileSystem, folder: string, name: string): Promise<void> {
  const doomed = join(folder, await temporaryName(name));
  await fileSystem.rename(join(folder, name), doomed);
  await fileSystem.remove(doomed);
}
