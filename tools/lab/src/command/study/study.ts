import { rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { UsageError } from '@causal-mechanisms/command-line';
import { nodeFileSystem } from '@causal-mechanisms/tensor-utils/node';
import type { Redis } from 'ioredis';
import type { QueueAddress } from '../../queue/queueAddress.ts';
import { connectQueue, disconnectQueue } from '../../queue/queueConnection.ts';
import { runQueue } from '../../queue/runQueue.ts';
import type { RunQueue } from '../../queue/runQueue.ts';
import { QueueError, StudyError } from '../../store/studyErrors.ts';
import { jobsOf, studyRuns } from '../../queue/studyRuns.ts';
import type { StudyRuns } from '../../queue/studyRuns.ts';
import { describeSummary, runStates, stateTable, summariseStudy } from '../../queue/studyState.ts';
import type { RunState } from '../../queue/studyState.ts';
import { studyStore } from '../../queue/studyStore.ts';
import type { AsideRun, DoneRun, StudyRecord } from '../../queue/studyRecords.ts';
import type { StudyStore } from '../../queue/studyStore.ts';
import { formatTable } from '../../report/tables/textTable.ts';
import { InterruptedError } from '../../run/interrupted.ts';
import type { Recipe } from '../../run/recipe.ts';
import { runFolder } from '../../run/runFolder.ts';
import type { Command } from '../arguments/arguments.ts';
import { findRecipe } from '../lab.ts';
import type { Lab } from '../lab.ts';
import { showGroup } from '../run/groupResults.ts';
import type { FinishedRun } from '../run/groupResults.ts';
import { readGroup } from '../run/runPlan.ts';

import { expectScored } from '../../search/halving.ts';
import { sideBySide } from '../../store/sideBySide.ts';
import { studySite } from './site.ts';

type StudyCommand = Extract<Command, { command: 'study' }>;

/** Seconds until a connection that was lost counts as gone. */
const PATIENCE = 10;

/** Milliseconds between two looks while waiting. */
const LOOK_EVERY = 2000;

/** Everything that a look at a study needs. */
interface OpenStudy {
  readonly name: string;
  readonly recipe: Recipe;
  readonly record: StudyRecord;
  readonly study: StudyStore;
  /** Left out where it cannot be reached. */
  readonly queue?: RunQueue;
}

/** What a look at a study finds. */
interface StudyView {
  readonly runs: StudyRuns;
  readonly states: readonly RunState[];
}

/**
 * `lab study`: how far a study is; fetches what is finished and writes the report of the group.
 *
 * @param command - What was asked for.
 * @param lab - The recipes; terminal, clock, environment.
 * @throws StudyError where there is no such study, or a finished run is damaged in the store; QueueError where `--wait` or `--retry` need a queue that cannot be reached.
 */
export async function study(command: StudyCommand, lab: Lab): Promise<void> {
  const { address, store } = await studySite(command, lab, { make: false });
  const stored = studyStore(store, command.study);
  const record = await stored.record();
  if (record === undefined) {
    throw new StudyError(`${store.shown} has no study ${command.study}`, {
      data: { store: store.shown, study: command.study },
    });
  }
  const connection = await tryConnecting(command, address, lab);
  const queue = connection === undefined ? undefined : runQueue(connection, address.shown);
  const open: OpenStudy = {
    name: command.study,
    recipe: findRecipe(record.group.recipe, lab),
    record,
    study: stored,
    ...(queue === undefined ? {} : { queue }),
  };
  try {
    if (command.retry && queue !== undefined) await retry({ ...open, queue }, lab);
    let view = await look(open, lab);
    while (command.wait && !isOver(view)) {
      lab.terminal.note(describeSummary(summariseStudy(view.states)));
      await pause(LOOK_EVERY, undefined, { signal: lab.signal }).catch(() => {
        throw new InterruptedError();
      });
      view = await look(open, lab);
    }
    await show(open, view, command, lab);
  } finally {
    await queue?.close();
    if (connection !== undefined) disconnectQueue(connection);
  }
}

/** A study is what its store says. Only who waits for runs, or lets them be tried again, needs the queue for it. */
async function tryConnecting(
  { retry, wait }: StudyCommand,
  address: QueueAddress,
  { terminal }: Lab,
): Promise<Redis | undefined> {
  try {
    return await connectQueue(address, { patience: PATIENCE });
  } catch (error) {
    if (!(error instanceof QueueError) || retry || wait) throw error;
    terminal.note(`the queue cannot be reached, so this is what the store says: ${error.message}`);
    return undefined;
  }
}

/** Whether nothing will happen any more unless somebody acts. */
function isOver({ states }: StudyView): boolean {
  return states.every(({ state }) => state === 'finished' || state === 'aside');
}

async function look(
  { name, recipe, record, study, queue }: OpenStudy,
  lab: Lab,
): Promise<StudyView> {
  let runs = await studyRuns(recipe, study, record);
  const queued = await queue?.look(
    name,
    runs.group.runs.map((run) => run.name).filter((run) => !runs.done.has(run)),
  );
  // A run whose worker died before it could say so is over all the same.
  for (const [run, { state, message }] of queued ?? []) {
    if (state !== 'failed' || runs.aside.has(run)) continue;
    await study.setAside(run, { message: message ?? 'it failed', worker: '', at: lab.now() });
    runs = await studyRuns(recipe, study, record);
  }
  const done = new Map<string, DoneRun>();
  await sideBySide([...runs.done], async (run) => {
    const entry = await study.done(run);
    if (entry !== undefined) done.set(run, entry);
  });
  const aside = new Map<string, AsideRun>();
  await sideBySide([...runs.aside], async (run) => {
    const entry = await study.aside(run);
    if (entry !== undefined) aside.set(run, entry);
  });
  return { runs, states: runStates(runs, { done, aside }, queued) };
}

/** Lets what was kept aside, and what the queue lost, be tried again. */
async function retry(
  { name, recipe, record, study, queue }: Required<OpenStudy>,
  lab: Lab,
): Promise<void> {
  const { group, done, aside } = await studyRuns(recipe, study, record);
  if (group.halving !== undefined && aside.size > 0) {
    throw new UsageError(
      `study: the rungs of ${name} were decided without the runs that were kept aside; begin another study to try them`,
    );
  }
  const left = group.runs.filter((run) => !done.has(run.name));
  const names = left.map((run) => run.name);
  await queue.forget(name, names);
  for (const run of aside) await study.takeBack(run);
  await queue.add(jobsOf(name, record, left), record.retries);
  lab.terminal.note(`${aside.size} runs are tried again`);
}

async function show(
  open: OpenStudy,
  view: StudyView,
  command: StudyCommand,
  lab: Lab,
): Promise<void> {
  const { recipe, record, name } = open;
  const { runs, states } = view;
  const summary = summariseStudy(states);
  const out = resolve(lab.workingDirectory, command.out ?? join('runs', name));
  const { terminal } = lab;
  if (!command.json) {
    terminal.out(`study ${name}: ${recipe.name}, ${runs.group.runs.length} runs`);
    terminal.out(describeSummary(summary));
    const table = stateTable(states);
    if (table.rows.length > 0) terminal.out(`\n${formatTable(table)}`);
    if (summary.counts.missing > 0) {
      terminal.note(
        `${summary.counts.missing} runs are in no queue; --retry puts them there, as the same lab sweep does`,
      );
    }
  }
  const finished = await fetchRuns(open, view, out);
  if (finished.length > 0) {
    if (!command.json && finished.length < runs.group.runs.length) {
      const which = finished.length === 1 ? 'one finished run' : `${finished.length} finished runs`;
      terminal.out(`\nof the ${which}:`);
    }
    const quiet: Lab = { ...lab, terminal: { ...terminal, out: () => undefined } };
    await showGroup(recipe, runs.group, out, finished, { json: false }, command.json ? quiet : lab);
  }
  if (command.json) {
    const results = finished.map(({ result }) => result);
    terminal.out(
      JSON.stringify(
        { study: name, recipe: record.group.recipe, out, ...summary, runs: states, results },
        null,
        2,
      ),
    );
  }
  const [any] = finished;
  if (any !== undefined) expectScored(runs.group.halving, any.result.measures);
}

/** Fetches what is finished into the folder of a group, as a sweep on this machine makes it. */
async function fetchRuns(
  { name, study }: OpenStudy,
  { runs: { group, done } }: StudyView,
  out: string,
): Promise<FinishedRun[]> {
  const before = await readGroup(out);
  if (before !== undefined && before.recipe !== group.recipe) {
    throw new StudyError(`${out} holds runs of ${before.recipe}; choose another --out`, {
      data: { out, study: name },
    });
  }
  const finished: FinishedRun[] = [];
  for (const planned of group.runs.filter((run) => done.has(run.name))) {
    const path = join(out, planned.name);
    let result = await runFolder(path).result();
    if (result === undefined) {
      const temporary = join(out, `.tmp-${planned.name}`);
      await rm(temporary, { recursive: true, force: true });
      await nodeFileSystem.makeFolder(temporary);
      await study.fetch(planned.name, temporary);
      await rm(path, { recursive: true, force: true });
      await rename(temporary, path);
      result = await runFolder(path).result();
    }
    if (result !== undefined) finished.push({ planned, result });
  }
  if (finished.length > 0) await runFolder(out).writeJson('group.json', group);
  return finished;
}
