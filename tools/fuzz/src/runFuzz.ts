import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Kind } from './targets.ts';
import type { Trial } from './trial.ts';
import type { Order } from './worker.ts';

/** How much is tried. */
export interface FuzzOptions {
  readonly kind: Kind;
  /** How many damaged files. */
  readonly count: number;
  readonly seed: number;
  /** A folder for files. */
  readonly folder: string;
}

/** What came of one kind. */
export interface KindResult {
  readonly kind: Kind;
  readonly trials: readonly Trial[];
  /** The numbers of those after which the reading process gave no answer, or ended. */
  readonly lost: readonly number[];
}

/** Milliseconds after which a process that is silent is ended; the first answer waits for the sources to load. */
const SILENT = 60_000;
const LOADING = 120_000;

/**
 * Tries damaged files of a kind in a process of their own, which is started again when it hangs or dies.
 *
 * @param options - How much.
 * @returns What came of it.
 */
export async function runFuzz({ kind, count, seed, folder }: FuzzOptions): Promise<KindResult> {
  const place = await mkdtemp(join(folder, 'fuzz-'));
  const trials: Trial[] = [];
  const lost: number[] = [];
  let failed: number | undefined;
  try {
    for (let from = 0; from < count;) {
      await inWorker({ kind, seed, from, to: count, folder: join(place, 'files') }, (trial) => {
        trials.push(trial);
        from = trial.number + 1;
      });
      if (from === count) break;
      // Once more in a new process: the machine may have been busy.
      if (failed === from) lost.push(from++);
      else failed = from;
    }
  } finally {
    await rm(place, { recursive: true, force: true });
  }
  return { kind, trials, lost };
}

function inWorker(order: Order, done: (trial: Trial) => void): Promise<void> {
  const child = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), {
    execArgv: [
      '--no-warnings',
      '--conditions=@causal-mechanisms/source',
      `--import=${pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href}`,
    ],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((resolve) => {
    let timer = setTimeout(() => child.kill('SIGKILL'), LOADING);
    child.on('message', (trial: Trial) => {
      clearTimeout(timer);
      timer = setTimeout(() => child.kill('SIGKILL'), SILENT);
      done(trial);
    });
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.send(order);
  });
}
