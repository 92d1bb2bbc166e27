import { setTimeout as pause } from 'node:timers/promises';
import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import { UnrecoverableError, WaitingError, Worker } from 'bullmq';
import type { Job } from 'bullmq';
import type { Redis } from 'ioredis';
import { InterruptedError } from '../run/interrupted.ts';
import type { ProgressState } from '../run/world.ts';
import { beginNextRung, setRunAside } from './afterRun.ts';
import type { ShowRun } from './computeRun.ts';
import { acceptJob, performRun } from './performRun.ts';
import type { RunSite } from './performRun.ts';
import { progressReport } from './progressReport.ts';
import { QUEUE_NAME, QUEUE_PREFIX } from './runQueue.ts';
import type { RunQueue } from './runQueue.ts';
import { JobError, WorkerError } from '../store/studyErrors.ts';

/** How a worker behaves. */
export interface WorkerOptions {
  /** To the server. */
  readonly connection: Redis;
  /** The queue there. */
  readonly queue: RunQueue;
  /** Runs at a time. */
  readonly jobs: number;
  /** Milliseconds of silence after which another worker counts as dead. */
  readonly lostAfter: number;
  /** Milliseconds without a run after which the worker ends. Default: it waits on. */
  readonly endWhenIdle?: number;
  /**
   * @param label - A run.
   * @returns What shows it.
   */
  show(label: string): ShowRun;
  /** @param text - A line about the worker. */
  note(text: string): void;
  /** Asks to hand runs back and end. */
  readonly signal: AbortSignal;
}

/** What a worker did. */
export interface WorkerTally {
  /** Runs that it finished. */
  finished: number;
  /** Runs that others had finished. */
  known: number;
  /** Tries that failed. */
  failed: number;
  /** Runs that it handed back. */
  handedBack: number;
}

/** Deaths of workers that a run may survive: one that kills each of them must come to an end. */
const MOST_DEATHS = 10;

/**
 * Takes runs from the queue until it is asked to stop, has had nothing to do for long, or finds that it is not fit for a job.
 *
 * @param site - What it works with.
 * @param options - How it behaves.
 * @returns What it did, when all runs at work are finished or handed back.
 * @throws WorkerError where a job needs another worker: it was handed back.
 */
export async function runWorker(site: RunSite, options: WorkerOptions): Promise<WorkerTally> {
  const { connection, queue, jobs, lostAfter, endWhenIdle, signal } = options;
  const note = (text: string): void => options.note(text);
  const tally: WorkerTally = { finished: 0, known: 0, failed: 0, handedBack: 0 };
  const atWork = new Map<string, AbortController>();
  const aftermath = new Set<Promise<void>>();
  const unfit: WorkerError[] = [];
  let lastWork = site.lab.now();
  let stop = (): void => undefined;
  const stopped = new Promise<void>((resolve) => (stop = resolve));

  const process = async (job: Job<unknown>, token?: string): Promise<string> => {
    const id = job.id ?? '';
    const controller = new AbortController();
    atWork.set(id, controller);
    if (signal.aborted || unfit.length > 0) controller.abort();
    const handBack = async (): Promise<never> => {
      tally.handedBack += 1;
      await job.moveToWait(token);
      note(`${id} was handed back to the queue, with what was saved of it`);
      throw new WaitingError();
    };
    try {
      const accepted = await acceptJob(job.data, site);
      if (controller.signal.aborted) return await handBack();
      const show = reporting(job, options.show(`${accepted.job.study} ${accepted.job.run}`));
      // Who has it is known before there are steps to count.
      const started = { worker: site.worker, phase: 'starting', done: 0, total: 0 };
      job.updateProgress({ ...started, rate: null, figures: {} }).catch(() => undefined);
      const outcome = await performRun(accepted, site, show, controller.signal);
      await beginNextRung(accepted, queue);
      tally[outcome] += 1;
      show.note(SAID[outcome]);
      return outcome;
    } catch (error) {
      if (error instanceof WaitingError) throw error;
      // Its lock is gone: another worker may have it, and nothing is to be said about it any more.
      if (controller.signal.reason === LOST) throw error;
      if (error instanceof WorkerError) {
        unfit.push(error);
        stop();
        return await handBack();
      }
      if (error instanceof InterruptedError) return await handBack();
      tally.failed += 1;
      if (error instanceof JobError || error instanceof ArgumentError) {
        throw new UnrecoverableError(error.message);
      }
      throw error;
    } finally {
      atWork.delete(id);
      lastWork = site.lab.now();
    }
  };

  const reporting = (job: Job<unknown>, show: ShowRun): ShowRun => {
    const report = progressReport(site.worker, () => site.lab.now());
    return {
      note: (text) => show.note(text),
      onProgress(state: ProgressState) {
        show.onProgress(state);
        const said = report(state);
        // Where the queue is away, what comes next says more.
        if (said !== undefined) job.updateProgress(said).catch(() => undefined);
      },
    };
  };

  const worker = new Worker<unknown, string>(QUEUE_NAME, process, {
    connection,
    prefix: QUEUE_PREFIX,
    name: site.worker,
    concurrency: jobs,
    // A lock runs out, is seen to be missing, and is still missing at the next look.
    lockDuration: lostAfter / 2,
    stalledInterval: lostAfter / 4,
    maxStalledCount: MOST_DEATHS,
    runRetryDelay: 1000,
    drainDelay: 1,
    autorun: false,
  });
  worker.on('error', (error) => {
    if (!QUIET.test(error.message)) note(`queue: ${error.message}`);
  });
  worker.on('stalled', (id) => note(`${id}: its worker is gone; it goes to another one`));
  worker.on('lockRenewalFailed', (ids) => {
    for (const id of ids) {
      const controller = atWork.get(id);
      if (controller === undefined || controller.signal.aborted) continue;
      note(
        `${id}: the queue did not hear of this worker for too long; the run is saved, and whoever takes it next goes on from there`,
      );
      controller.abort(LOST);
    }
  });
  worker.on('failed', (job, error) => {
    if (job === undefined) return;
    const work = setRunAside(job, error, { site, queue, note }).catch((cause: unknown) =>
      note(`not recorded that ${job.id ?? ''} failed: ${String(cause)}`),
    );
    aftermath.add(work);
    void work.then(() => aftermath.delete(work));
  });

  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  const idle =
    endWhenIdle === undefined
      ? undefined
      : setInterval(
          () => {
            if (atWork.size === 0 && site.lab.now() - lastWork >= endWhenIdle) stop();
          },
          Math.min(1000, endWhenIdle / 2),
        );
  const working = worker.run();
  // What ends it is a request, a job or idleness; losing the queue comes as a request.
  working.catch((error: unknown) => note(`queue: ${String(error)}`));
  try {
    await stopped;
    await worker.pause(true);
    for (const controller of atWork.values()) controller.abort();
    while (atWork.size > 0) await pause(50);
    // Without a server there is nobody to say goodbye to.
    await Promise.race([worker.close(), pause(GOODBYE, undefined, { ref: false })]);
    await Promise.all(aftermath);
  } finally {
    clearInterval(idle);
    signal.removeEventListener('abort', stop);
  }
  const [refused] = unfit;
  if (refused !== undefined) throw refused;
  return tally;
}

/** Milliseconds for what is left to say to the queue when no run is at work any more. */
const GOODBYE = 10_000;

/** What needs no line: the queue is away for a while, or a lock ran out meanwhile, which is said in other words. */
const QUIET =
  /Connection is closed|ECONNREFUSED|ECONNRESET|could not renew lock|Missing lock|Lock mismatch/;

/** What is said of a run that is over. */
const SAID = { finished: 'finished', known: 'it was finished by another worker' } as const;

/** Why a run is stopped whose lock is gone. */
const LOST = 'lost';
