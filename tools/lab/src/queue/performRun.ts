import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { UsageError } from '@causal-mechanisms/command-line';
import { ArgumentError, ConfigError } from '@causal-mechanisms/tensor-utils';
import type { Lab } from '../command/lab.ts';
import type { Recipe } from '../run/recipe.ts';
import { runFolder } from '../run/runFolder.ts';
import type { RunFolder, RunRecord } from '../run/runFolder.ts';
import { expectScored } from '../search/halving.ts';
import { savedRun } from '../store/savedRun.ts';
import type { SavedRun } from '../store/savedRun.ts';
import type { Store } from '../store/store.ts';
import { computeRun } from './computeRun.ts';
import type { ShowRun } from './computeRun.ts';
import { readJob } from './runJob.ts';
import type { RunJob } from './runJob.ts';
import { JobError, WorkerError } from '../store/studyErrors.ts';
import { studyStore } from './studyStore.ts';
import type { DoneRun, StudyRecord } from './studyRecords.ts';
import type { StudyStore } from './studyStore.ts';

/** What a worker works with. */
export interface RunSite {
  /** Recipes, clock, ways to start processes. */
  readonly lab: Lab;
  /** Where studies are. */
  readonly store: Store;
  /** What the worker is called. */
  readonly worker: string;
  /** The version of its code. */
  readonly code: string;
  /** Whether runs of another version are taken. */
  readonly anyCode: boolean;
  /** Where runs are computed. */
  readonly scratch: string;
  /** Milliseconds from one upload of checkpoints to the next. */
  readonly saveEvery: number;
  /** Where the data files are on this machine. Default: where the job says. */
  readonly data?: string;
  /**
   * @param study - A study.
   * @param read - Reads what was asked for.
   * @returns The same, read once.
   */
  known(
    study: string,
    read: () => Promise<StudyRecord | undefined>,
  ): Promise<StudyRecord | undefined>;
}

/** A job that this worker can do. */
export interface AcceptedJob {
  readonly job: RunJob;
  readonly recipe: Recipe;
  /** What to run, on this machine. */
  readonly record: RunRecord;
  readonly study: StudyStore;
  /** What was asked for. */
  readonly asked: StudyRecord;
}

/**
 * Looks whether a job can be done, and by this worker.
 *
 * @param data - What the queue holds.
 * @param site - The worker.
 * @returns The job with its recipe and study.
 * @throws JobError where nobody can do it: no job, another form, an unknown recipe, impossible settings.
 * @throws WorkerError where another worker may: other code, another store.
 */
export async function acceptJob(data: unknown, site: RunSite): Promise<AcceptedJob> {
  const job = readJob(data);
  const { lab, store, code, anyCode } = site;
  const label = `the run ${job.run} of ${job.study}`;
  if (job.code !== code && !anyCode) {
    throw new WorkerError(
      `${label} was planned by the code ${job.code}, this worker has ${code}: update one of them, or start the worker with --any-code`,
      { data: { planned: job.code, code } },
    );
  }
  const recipe = lab.recipes.find(({ name }) => name === job.record.recipe);
  if (recipe === undefined) {
    throw new JobError(`${label}: unknown recipe "${job.record.recipe}"`, {
      data: { recipe: job.record.recipe },
    });
  }
  const record = {
    ...job.record,
    ...(site.data === undefined || job.record.data === undefined ? {} : { data: site.data }),
    config: resolved(recipe, job, label),
  };
  const study = studyStore(store, job.study);
  const asked = await site.known(job.study, () => study.record());
  if (asked === undefined) {
    throw new WorkerError(
      `${store.shown} has no study ${job.study}: is it the store that the sweep was started with?`,
      { data: { store: store.shown, study: job.study } },
    );
  }
  return { job, recipe, record, study, asked };
}

/**
 * Computes a run, or goes on with it where another worker stopped, and puts it into the store.
 *
 * @param accepted - The job.
 * @param site - The worker.
 * @param show - What becomes of notes and progress.
 * @param signal - Asks to save and stop.
 * @returns `finished`, or `known` where it was finished before or by another worker meanwhile.
 * @throws InterruptedError where it was asked to stop; how far it got is in the store.
 * @throws JobError where the search of the study goes by a figure that a finished run of it does not have: nothing more of it is computed.
 * @throws CausalMechanismsError `ERR_RUN_FAILED` where the run failed.
 */
export async function performRun(
  { job, recipe, record, study, asked }: AcceptedJob,
  site: RunSite,
  show: ShowRun,
  signal: AbortSignal,
): Promise<'finished' | 'known'> {
  const { lab, store, worker, scratch } = site;
  const { run } = job;
  if ((await study.done(run)) !== undefined) return 'known';
  await expectSearchable(study, asked);
  // A run of this name may still be at work here, for another owner of the job.
  const room = join(scratch, `${job.study}-${run}-${randomUUID().slice(0, 8)}`);
  const folder = runFolder(join(room, 'run'));
  const saved = savedRun(store, study.savedAt(run), {
    scratch: room,
    now: () => lab.now(),
  });
  try {
    await mkdir(folder.path, { recursive: true });
    await restore(folder, saved, record, show);
    const uploads = keepSaving(saved, folder, site, show);
    try {
      await computeRun(recipe, folder, { lab, typed: job.typed, show, signal });
    } catch (error) {
      await uploads.stop();
      // Another worker goes on from here. Where it cannot be kept, from what was kept before.
      await trySave(saved, folder, show);
      throw error;
    }
    await uploads.stop();
    const result = await folder.result();
    if (result === undefined) throw new JobError(`the run ${run} left no result`);
    const first = await study.finish(run, folder.path, {
      worker,
      at: lab.now(),
      seconds: result.cost.seconds,
      measures: result.measures,
    });
    await saved.clear().catch(() => undefined);
    if (!first) show.note('another worker finished it first; what was computed here is dropped');
    // The fault is the study's: this run is finished all the same.
    const fault = searchFault(asked, result.measures);
    if (fault !== undefined) show.note(`nothing more of this search is computed: ${fault.message}`);
    return first ? 'finished' : 'known';
  } finally {
    await rm(room, { recursive: true, force: true });
  }
}

/** One run that is finished tells which figures those of the same study have: the others need not be computed. */
async function expectSearchable(study: StudyStore, asked: StudyRecord): Promise<void> {
  if (asked.group.halving === undefined) return;
  const [any] = (await study.over()).done;
  const entry = any === undefined ? undefined : await study.done(any);
  const fault = entry === undefined ? undefined : searchFault(asked, entry.measures);
  if (fault !== undefined) throw fault;
}

/** Why the search of a study can go by no run of it, such as for a misspelt figure; `undefined` where it can. */
function searchFault({ group }: StudyRecord, measures: DoneRun['measures']): JobError | undefined {
  try {
    expectScored(group.halving, measures);
    return undefined;
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    return new JobError(cause.message, { data: { ...cause.data }, cause });
  }
}

function resolved(recipe: Recipe, job: RunJob, label: string): RunRecord['config'] {
  try {
    return recipe.resolve(job.record.config);
  } catch (cause) {
    if (!(cause instanceof ConfigError) && !(cause instanceof ArgumentError)) throw cause;
    throw new JobError(`${label}: ${cause.message}`, { cause });
  }
}

/** Fetches how far the run got, where it is the same run. */
async function restore(
  folder: RunFolder,
  saved: SavedRun,
  record: RunRecord,
  show: ShowRun,
): Promise<void> {
  if (await saved.restore(folder.path, (text) => show.note(`warning: ${text}`))) {
    const before = await folder.record().catch(() => undefined);
    if (
      JSON.stringify(before?.config) === JSON.stringify(record.config) &&
      before?.seed === record.seed
    ) {
      show.note('going on with what another worker kept');
    } else {
      show.note('warning: what was kept is of another run; it is left out');
      await rm(folder.path, { recursive: true, force: true });
      await mkdir(folder.path, { recursive: true });
    }
  }
  await folder.writeJson('config.json', record);
}

/** Uploads every few minutes, until it is stopped. */
function keepSaving(
  saved: SavedRun,
  folder: RunFolder,
  { saveEvery }: RunSite,
  show: ShowRun,
): { stop(): Promise<void> } {
  const controller = new AbortController();
  const work = async (): Promise<void> => {
    for (;;) {
      await pause(saveEvery, undefined, { signal: controller.signal });
      await trySave(saved, folder, show);
    }
  };
  const working = work().catch((error: unknown) => {
    if (!controller.signal.aborted) throw error;
  });
  return {
    async stop() {
      controller.abort();
      await working;
    },
  };
}

async function trySave(saved: SavedRun, folder: RunFolder, show: ShowRun): Promise<void> {
  try {
    await saved.save(folder.path);
  } catch (error) {
    show.note(`warning: not kept: ${error instanceof Error ? error.message : String(error)}`);
  }
}
