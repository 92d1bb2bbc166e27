import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { lockRun } from '@causal-mechanisms/tensor-utils/node';

/** What folders of workers among the temporary files begin with. */
const PREFIX = 'causal-mechanisms-worker-';

/** Where a worker computes its runs. */
export interface WorkerScratch {
  /** The folder. */
  readonly path: string;
  /** Removes it. */
  remove(): Promise<void>;
}

/**
 * Makes a folder for a worker, and removes those of workers that were killed. A folder names the process that it belongs to: those of processes at work, of other
 * machines and of other users stay.
 *
 * @param temporary - The folder of temporary files.
 * @returns The folder of this worker.
 */
export async function workerScratch(temporary: string): Promise<WorkerScratch> {
  await removeAbandoned(temporary);
  const path = await mkdtemp(join(temporary, PREFIX));
  const lock = await lockRun(path);
  return {
    path,
    async remove() {
      await lock.release();
      await rm(path, { recursive: true, force: true });
    },
  };
}

async function removeAbandoned(temporary: string): Promise<void> {
  const entries = await readdir(temporary, { withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isDirectory() || !entry.name.startsWith(PREFIX)) continue;
    const folder = join(temporary, entry.name);
    try {
      // A worker that begins has not written its lock yet.
      await stat(join(folder, 'run.lock'));
      const lock = await lockRun(folder);
      await rm(folder, { recursive: true, force: true });
      await lock.release();
    } catch {
      continue; // somebody's
    }
  }
}
