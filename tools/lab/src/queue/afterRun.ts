import type { Job } from 'bullmq';
import type { AcceptedJob, RunSite } from './performRun.ts';
import { readJob } from './runJob.ts';
import type { RunQueue } from './runQueue.ts';
import { jobsOf, studyRuns } from './studyRuns.ts';
import { studyStore } from './studyStore.ts';

/** What goes on in a study where a run of it is over. */
export interface AfterRun {
  /** Store, recipes, clock, and the name of the worker. */
  readonly site: Pick<RunSite, 'lab' | 'store' | 'worker' | 'known'>;
  /** Where runs of the next rung wait. */
  readonly queue: Pick<RunQueue, 'add'>;
  /** @param text - A line about the worker. */
  note(text: string): void;
}

/**
 * Whoever finishes a rung begins the next one; the queue takes a run once.
 *
 * @param over - The run that is over, and its study.
 * @param queue - Where the next ones wait.
 */
export async function beginNextRung(
  { recipe, job, study, asked }: Omit<AcceptedJob, 'record'>,
  queue: AfterRun['queue'],
): Promise<void> {
  if (asked.group.halving === undefined) return;
  const { group, done, aside } = await studyRuns(recipe, study, asked);
  const left = group.runs.filter(({ name }) => !done.has(name) && !aside.has(name));
  await queue.add(jobsOf(job.study, asked, left), asked.retries);
}

/**
 * Records in the store what failed for good, also where it was not this worker that tried it, and begins what is left.
 *
 * @param job - What failed; where it is tried again, nothing is done.
 * @param error - Why.
 * @param after - What goes on then.
 */
export async function setRunAside(
  job: Pick<Job<unknown>, 'data' | 'getState'>,
  error: Error,
  after: AfterRun,
): Promise<void> {
  const { site, queue } = after;
  if ((await job.getState()) !== 'failed') return;
  let named;
  try {
    named = readJob(job.data);
  } catch {
    after.note(`kept aside, and of no study: ${error.message}`);
    return;
  }
  const study = studyStore(site.store, named.study);
  // What is finished counts as finished, whatever failed afterwards, such as beginning the next rung.
  const over = await study.over().catch(() => undefined);
  const isDone = over?.done.has(named.run) === true;
  after.note(`${named.study} ${named.run}${isDone ? '' : ' is kept aside'}: ${error.message}`);
  const asked = await site.known(named.study, () => study.record());
  if (asked === undefined) return;
  if (!isDone) {
    await study.setAside(named.run, {
      message: error.message,
      worker: site.worker,
      at: site.lab.now(),
    });
  }
  const recipe = site.lab.recipes.find(({ name }) => name === asked.group.recipe);
  if (recipe !== undefined) await beginNextRung({ recipe, job: named, study, asked }, queue);
}
