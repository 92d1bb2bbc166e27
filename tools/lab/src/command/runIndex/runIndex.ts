import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import { readGroup } from '../run/runPlan.ts';
import { environmentSchema } from '../../run/machine/environment.ts';
import { fileAccessError } from '../../run/files/fileAccess.ts';
import { systemCode } from '../../run/files/systemCode.ts';
import { measureLabel, showMeasure } from '../../run/measure.ts';
import type { Measure } from '../../run/measure.ts';
import { runFolder } from '../../run/runFolder.ts';
import type { RunFolder, RunRecord } from '../../run/runFolder.ts';
import type { RunResult } from '../../run/runResult.ts';

/** A run folder, or a folder of runs that belong together, among others. */
export interface IndexedRun {
  /** The name of its folder. */
  readonly name: string;
  readonly recipe: string;
  readonly preset: string;
  readonly seeds: readonly number[];
  /** Runs that are over, of how many: 1 but for a group. */
  readonly finished: number;
  readonly runs: number;
  /** When it began, or its last resumption. Default: it never computed. */
  readonly begun?: string;
  /** The figure that its report shows first, of the first finished run. Default: none is finished. */
  readonly figure?: { readonly label: string; readonly value: string };
  /** Bytes of all its files. */
  readonly bytes: number;
  /** Whether `report.html` lies in it. */
  readonly hasReport: boolean;
}

/** A folder that holds something of a run, and cannot be read as one. */
export interface BrokenRun {
  /** The name of the folder. */
  readonly name: string;
  /** Why. */
  readonly error: CausalMechanismsError;
}

/** What lies in a folder of runs. */
export interface RunIndex {
  /** The newest first; those that never computed at the end. */
  readonly runs: readonly IndexedRun[];
  readonly broken: readonly BrokenRun[];
}

/** Files that no other folder than one of runs holds. */
const TRACES = ['config.json', 'group.json', 'result.json', 'environment.json', 'events.jsonl'];

/**
 * Lists the runs in a folder.
 *
 * @param root - The folder, such as `runs`. Folders in it that hold nothing of a run are passed over.
 * @returns The runs, and the folders that are damaged.
 * @throws FileAccessError when the folder itself cannot be read.
 */
export async function readRunIndex(root: string): Promise<RunIndex> {
  const runs: IndexedRun[] = [];
  const broken: BrokenRun[] = [];
  for (const name of await foldersIn(root)) {
    try {
      const run = await readRun(join(root, name), name);
      if (run !== undefined) runs.push(run);
    } catch (thrown) {
      const error = fileAccessError(`read ${join(root, name)}`, thrown);
      if (!(error instanceof CausalMechanismsError)) throw error;
      broken.push({ name, error });
    }
  }
  return { runs: runs.sort(newestFirst), broken };
}

function newestFirst(one: IndexedRun, other: IndexedRun): number {
  const [mine, its] = [one.begun ?? '', other.begun ?? ''];
  if (mine !== its) return mine < its ? 1 : -1;
  return one.name < other.name ? -1 : 1;
}

async function foldersIn(root: string): Promise<string[]> {
  try {
    const entries = await readdir(root, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch (error) {
    throw fileAccessError(`read ${root}`, error);
  }
}

async function readRun(path: string, name: string): Promise<IndexedRun | undefined> {
  const files = await readdir(path);
  if (!TRACES.some((trace) => files.includes(trace))) return undefined;
  const group = await readGroup(path);
  const folders =
    group === undefined
      ? [runFolder(path)]
      : group.runs.map((planned) => runFolder(join(path, planned.name)));
  const records: readonly RunRecord[] =
    group === undefined ? [await runFolder(path).record()] : group.runs.map(({ record }) => record);
  const [first] = records;
  if (first === undefined) return undefined;
  const states = await Promise.all(folders.map(readState));
  const results = states.flatMap(({ result }) => result ?? []);
  const begun = states
    .flatMap((state) => state.begun ?? [])
    .sort()
    .at(-1);
  const figure = firstFigure(results[0]);
  return {
    name,
    recipe: first.recipe,
    preset: first.preset,
    seeds: [...new Set(records.map(({ seed }) => seed))],
    finished: results.length,
    runs: folders.length,
    ...(begun === undefined ? {} : { begun }),
    ...(figure === undefined ? {} : { figure }),
    bytes: await bytesIn(path),
    hasReport: files.includes('report.html'),
  };
}

async function readState(folder: RunFolder): Promise<{ result?: RunResult; begun?: string }> {
  const result = await folder.result();
  const environment = await folder.readJson('environment.json', environmentSchema);
  return {
    ...(result === undefined ? {} : { result }),
    ...(environment === undefined ? {} : { begun: environment.started }),
  };
}

function firstFigure(result: RunResult | undefined): IndexedRun['figure'] {
  const measures: readonly Measure[] = result?.measures ?? [];
  const measure = measures.find(({ main }) => main === true) ?? measures[0];
  return measure && { label: measureLabel(measure), value: showMeasure(measure) };
}

/** Links are not followed: what they lead to is not the run's. */
async function bytesIn(path: string): Promise<number> {
  let sum = 0;
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) sum += await bytesIn(inner);
    else if (entry.isFile()) sum += await fileBytes(inner);
  }
  return sum;
}

async function fileBytes(path: string): Promise<number> {
  try {
    return (await lstat(path)).size;
  } catch (error) {
    // A run that is under way replaces its files.
    if (systemCode(error) === 'ENOENT') return 0;
    throw error;
  }
}
