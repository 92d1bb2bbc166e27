import type { PlannedRun, RunGroup } from '../command/run/runPlan.ts';
import type { Measure } from '../run/measure.ts';
import type { Recipe } from '../run/recipe.ts';
import { lastRung, nextRung, runsOf } from '../search/rungs.ts';
import { JOB_FORMAT } from './runJob.ts';
import type { RunJob } from './runJob.ts';
import type { StudyRecord } from './studyRecords.ts';
import type { StudyStore } from './studyStore.ts';

/** The runs of a study, and which of them are over. */
export interface StudyRuns {
  /** All runs so far, with the rungs that were reached. */
  readonly group: RunGroup;
  /** The names of those that are finished. */
  readonly done: ReadonlySet<string>;
  /** The names of those that were kept aside. */
  readonly aside: ReadonlySet<string>;
}

/**
 * Finds out which runs a study has by now: a rung of halving follows from the results of the one before, for everybody alike.
 *
 * @param recipe - Of the study.
 * @param study - What the store has of it.
 * @param record - What was asked for.
 * @returns Its runs.
 */
export async function studyRuns(
  recipe: Pick<Recipe, 'resolve'>,
  study: StudyStore,
  { group: first }: StudyRecord,
): Promise<StudyRuns> {
  const { done, aside } = await study.over();
  let group = first;
  for (;;) {
    const runs = runsOf(group, lastRung(group));
    const isOver = runs.every(({ name }) => done.has(name) || aside.has(name));
    if (group.halving === undefined || !isOver) return { group, done, aside };
    const measured = new Map<string, readonly Measure[]>();
    for (const { name } of runs) {
      const entry = done.has(name) ? await study.done(name) : undefined;
      if (entry !== undefined) measured.set(name, entry.measures);
    }
    const more = nextRung(recipe, group, measured);
    if (more.length === 0) return { group, done, aside };
    group = { ...group, runs: [...group.runs, ...more] };
  }
}

/**
 * @param study - The name of a study.
 * @param record - What was asked for.
 * @param runs - Some of its runs.
 * @returns A job for each.
 */
export function jobsOf(study: string, record: StudyRecord, runs: readonly PlannedRun[]): RunJob[] {
  const { code, typed } = record;
  return runs.map(({ name, record: asked }) => ({
    format: JOB_FORMAT,
    study,
    run: name,
    record: asked,
    code,
    typed,
  }));
}
