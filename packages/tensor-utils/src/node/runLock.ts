import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { checkText } from '../argumentChecks.ts';
import { FileAccessError } from '../errors.ts';
import { matchSchema } from '../matchSchema.ts';
import { fileAccessError, systemCode } from './fileErrors.ts';
import { nodeFileSystem } from './fileSystem.ts';
import { decodeText, readSealed } from './hashedFile.ts';
import type { ProcessIdentity } from './processIdentity.ts';
import { isRunning, ownIdentity } from './processIdentity.ts';
import { removeAbandoned, temporaryName } from './temporaryName.ts';

/** A folder that is this run's alone until it lets go. */
export interface RunLock {
  /** The lock file. */
  readonly path: string;
  /** Lets go; a second call does nothing. */
  release(): Promise<void>;
}

interface Holder extends ProcessIdentity {
  /** Tells two locks of one process apart. */
  readonly token: string;
}

/** Bytes; what is longer is no lock. */
const LONGEST_LOCK = 2 ** 16;

const holderSchema = z.object({
  pid: z.int().check(z.positive()),
  host: z.string(),
  began: z.string(),
  token: z.string().check(z.regex(/^[\w.-]+$/)),
});

/**
 * Reserves a folder for one run, so that two never write into it at once.
 *
 * The lock is the file `run.lock` with the number of the process. One that a killed process left behind is taken over,
 * by exactly one of those who try; where the system tells when a process began, a number that was handed out again does
 * not pass for the old holder. Temporary files that killed runs left in the folder are removed.
 *
 * @param folder - The run folder; created when it is not there.
 * @returns The lock; the caller releases it.
 * @throws ArgumentError when the folder is no text; FileAccessError when another run holds the folder, with its `pid` and `host` in `data`, or when the disk refuses.
 *
 * @example
 * ```ts
 * import { lockRun } from '@causal-mechanisms/tensor-utils/node';
 * import { mkdtemp, rm } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 *
 * const folder = await mkdtemp(join(tmpdir(), 'example-'));
 * const lock = await lockRun(folder);
 * await lockRun(folder).catch((error: Error) => console.log(error.name)); // FileAccessError
 * await lock.release();
 * await rm(folder, { recursive: true });
 * ```
 */
export async function lockRun(folder: string): Promise<RunLock> {
  checkText('lockRun', 'folder', folder);
  const path = join(folder, 'run.lock');
  const temporary = join(folder, await temporaryName('run.lock'));
  const mine: Holder = { ...(await ownIdentity()), token: temporary.slice(folder.length + 1) };
  try {
    await nodeFileSystem.makeFolder(folder);
    await writeFile(temporary, JSON.stringify(mine), { flag: 'wx', flush: true });
    await take(folder, path, temporary);
    await removeAbandoned(nodeFileSystem, folder);
  } catch (cause) {
    if (cause instanceof FileAccessError) throw cause;
    throw fileAccessError('lockRun', `lock ${folder}`, cause);
  } finally {
    // What stays behind when this fails goes with the next lock.
    await rm(temporary, { force: true }).catch(() => undefined);
  }
  let held = true;
  return {
    path,
    async release() {
      if (!held) return;
      held = false;
      // Somebody may have removed the lock by hand, and another run taken it.
      if ((await readHolder(path))?.token === mine.token) await rm(path, { force: true });
    },
  };
}

/** Puts the finished lock file `mine` at `path`, where no lock is or that of a dead process. */
async function take(folder: string, path: string, mine: string): Promise<void> {
  for (;;) {
    if (await create(path, mine)) return;
    const holder = await readHolder(path);
    if (holder === undefined) continue;
    await refuseLiving(folder, path, holder);
    // Only who holds the claim that is named after the dead holder may replace its lock: without it, of two runs that
    // see the same dead lock the slower would replace the lock of the faster.
    const claim = `${path}.${holder.token}`;
    await take(folder, claim, mine);
    try {
      if ((await readHolder(path))?.token === holder.token) {
        await replace(path, mine);
        return;
      }
    } finally {
      await rm(claim, { force: true });
    }
  }
}

/** A hard link appears whole or not at all, and never over another file. */
async function create(path: string, mine: string): Promise<boolean> {
  try {
    await link(mine, path);
    return true;
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EEXIST') return false;
    if (code === undefined || !['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(code))
      throw error;
  }
  // A disk without hard links.
  try {
    await writeFile(path, await readFile(mine), { flag: 'wx', flush: true });
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function replace(path: string, mine: string): Promise<void> {
  const copy = `${mine}.new`;
  await writeFile(copy, await readFile(mine), { flush: true });
  await rename(copy, path);
}

async function readHolder(path: string): Promise<Holder | undefined> {
  let text: string;
  try {
    text = decodeText(path, (await readSealed(path, LONGEST_LOCK)).content);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const result = matchSchema(holderSchema, JSON.parse(text));
    if (!result.success) throw result.error;
    return result.data;
  } catch (cause) {
    throw new FileAccessError(
      `lockRun: ${path} is no lock that can be read; remove it if no run is at work there`,
      { data: { path }, cause },
    );
  }
}

async function refuseLiving(folder: string, path: string, holder: Holder): Promise<void> {
  const { host } = await ownIdentity();
  const elsewhere = holder.host !== host;
  if (!elsewhere && !(await isRunning(holder.pid, holder.began))) return;
  const advice = elsewhere ? `; if that run is over, remove ${path}` : '';
  throw new FileAccessError(
    `lockRun: another run is at work in ${folder}: process ${holder.pid} on ${holder.host}${advice}`,
    { data: { path, pid: holder.pid, host: holder.host } },
  );
}
