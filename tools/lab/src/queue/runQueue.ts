import { Queue } from 'bullmq';
import type { Job } from 'bullmq';
import type { Redis } from 'ioredis';
import * as z from 'zod';
import { queueError } from './queueConnection.ts';
import { jobId } from './runJob.ts';
import type { RunJob } from './runJob.ts';

/** The name of the queue, and what its keys begin with. */
export const QUEUE_NAME = 'runs';
export const QUEUE_PREFIX = 'causal-mechanisms';

/** Milliseconds before a run that failed is tried again. */
const BACKOFF = 1000;

/** Jobs that are asked for at once. */
const AT_ONCE = 200;

/** How far a run is, as its worker reports it. */
export interface RunProgress {
  /** Who computes it. */
  readonly worker: string;
  /** The phase, such as `competition`. */
  readonly phase: string;
  /** Steps of it that are done. */
  readonly done: number;
  /** Its steps. */
  readonly total: number;
  /** Steps a second, or `null` where it is not known yet. */
  readonly rate: number | null;
  /** Short figures. */
  readonly figures: Readonly<Record<string, string>>;
}

const progressSchema = z.object({
  worker: z.string(),
  phase: z.string(),
  done: z.number(),
  total: z.number(),
  rate: z.number().nullable(),
  figures: z.record(z.string(), z.string()),
});

/** What the queue knows of a run. */
export interface QueuedRun {
  /** `missing`: the queue has no such job. */
  readonly state: 'waiting' | 'running' | 'finished' | 'failed' | 'missing';
  /** How often it failed. */
  readonly failures: number;
  /** How far it is. Default: nobody said. */
  readonly progress?: RunProgress;
  /** Why it failed last. Default: it did not. */
  readonly message?: string;
}

/** The runs that wait for workers. */
export interface RunQueue {
  /**
   * Lets runs wait for workers; those that do already, or did and are finished or kept aside, stay as they are.
   *
   * @param jobs - The runs.
   * @param retries - How often each is tried again when it fails.
   */
  add(jobs: readonly RunJob[], retries: number): Promise<void>;
  /**
   * Forgets runs that count as over in the queue, so that they can be added again.
   *
   * @param study - Their study.
   * @param runs - Their names.
   */
  forget(study: string, runs: readonly string[]): Promise<void>;
  /**
   * @param study - The study.
   * @param runs - The names of its runs.
   * @returns What is known of each.
   */
  look(study: string, runs: readonly string[]): Promise<ReadonlyMap<string, QueuedRun>>;
  /** Closes the queue, and leaves the connection open. */
  close(): Promise<void>;
}

/**
 * @param connection - To the server.
 * @param shown - The server, without its password, for messages.
 * @returns The queue there.
 */
export function runQueue(connection: Redis, shown: string): RunQueue {
  const queue = new Queue(QUEUE_NAME, { connection, prefix: QUEUE_PREFIX });
  // What matters reaches the caller of a method.
  queue.on('error', () => undefined);
  const attempt = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    try {
      return await work();
    } catch (error) {
      throw queueError(shown, error);
    }
  };
  const jobOf = (study: string, run: string): Promise<Job | undefined> =>
    queue.getJob(jobId({ study, run }));
  return {
    add: (jobs, retries) =>
      attempt(async () => {
        for (let from = 0; from < jobs.length; from += AT_ONCE) {
          await queue.addBulk(
            jobs.slice(from, from + AT_ONCE).map((data) => ({
              name: data.record.recipe,
              data,
              opts: {
                jobId: jobId(data),
                attempts: retries + 1,
                backoff: { type: 'fixed', delay: BACKOFF },
              },
            })),
          );
        }
      }),
    forget: (study, runs) =>
      attempt(async () => {
        for (const run of runs) {
          const job = await jobOf(study, run);
          const state = await job?.getState();
          if (state === 'completed' || state === 'failed') await job?.remove();
        }
      }),
    look: (study, runs) =>
      attempt(async () => {
        const found = new Map<string, QueuedRun>();
        for (let from = 0; from < runs.length; from += AT_ONCE) {
          const some = runs.slice(from, from + AT_ONCE);
          const states = await Promise.all(some.map((run) => lookAt(jobOf(study, run))));
          states.forEach((state, place) => found.set(some[place] ?? '', state));
        }
        return found;
      }),
    close: async () => queue.close().catch(() => undefined),
  };
}

async function lookAt(finding: Promise<Job | undefined>): Promise<QueuedRun> {
  const job = await finding;
  if (job === undefined) return { state: 'missing', failures: 0 };
  const progress = progressSchema.safeParse(job.progress);
  return {
    state: stateOf(await job.getState()),
    failures: job.attemptsMade,
    ...(progress.success ? { progress: progress.data } : {}),
    ...(job.failedReason ? { message: job.failedReason } : {}),
  };
}

function stateOf(state: string): QueuedRun['state'] {
  switch (state) {
    case 'active':
      return 'running';
    case 'completed':
      return 'finished';
    case 'failed':
      return 'failed';
    case 'unknown':
      return 'missing';
    default:
      return 'waiting';
  }
}
