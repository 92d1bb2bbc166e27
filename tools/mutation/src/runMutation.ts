import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Mutant } from './mutants/mutant.ts';
import { planTrials, testPath } from './planTrials.ts';
import type { Plan, SurveyedFile } from './planTrials.ts';
import type { ReadPackage, TestFile } from './readPackage.ts';
import type { Result } from './report.ts';
import { keyOf } from './resultCache.ts';
import type { ResultCache } from './resultCache.ts';
import type { Survey, TrialOutcome } from './worker/messages.ts';
import { shareOut, testProcess } from './worker/testProcess.ts';
import type { TestProcess } from './worker/testProcess.ts';

/** How mutants are tried. */
export interface MutationOptions {
  /** Processes at once. */
  readonly workers: number;
  /** Seconds of tests per mutant and round. */
  readonly budget: number;
  /** Whether the tests of the changed files are enough, without those of other files that reach them. */
  readonly near: boolean;
  /** Earlier results. */
  readonly cache: ResultCache;
  /** Told how it goes. */
  readonly note: (line: string) => void;
}

/** Processes larger than this start anew: test files that were read again stay in memory. */
const largestProcess = 2e9;

/** A run without a mutant may take so long. */
const surveyLimit = 600_000;

/**
 * Tries all mutants of a package on its tests: first on those of the changed files, then, where these notice nothing, on all
 * others that reach the change.
 *
 * @param tried - The package.
 * @param options - How.
 * @returns One result per mutant, in the order of the mutants.
 */
export async function runMutation(
  tried: ReadPackage,
  options: MutationOptions,
): Promise<readonly Result[]> {
  const { workers, cache, near, note } = options;
  const start = { folder: `${pathToFileURL(tried.folder).href}/`, sources: tried.sources };
  const processes = Array.from({ length: workers }, () => testProcess(start, tried.folder));
  const own = new Set(tried.mutants.map(({ file }) => testPath(file)));
  const rounds = [
    tried.tests.filter(({ path }) => own.has(path)),
    near ? [] : tried.tests.filter(({ path }) => !own.has(path)),
  ];
  let results: readonly Result[] = tried.mutants.map((mutant) => ({ mutant, status: 'unreached' }));
  const whileLoading = new Set<number>();
  try {
    for (const tests of rounds) {
      if (tests.length === 0) continue;
      const surveyed = await surveyTests(tried, tests, processes, options);
      for (const { survey } of surveyed) {
        for (const id of survey.whileLoading) whileLoading.add(id);
      }
      results = await tryRound(tried, results, { surveyed, whileLoading }, processes, options);
    }
    note(`${results.length} mutants, ${results.filter(isAlive).length} survived`);
    return results;
  } finally {
    cache.save();
    for (const process of processes) process.stop();
  }
}

interface Surveyed {
  readonly surveyed: readonly SurveyedFile[];
  /** Mutants that are reached while the package is loaded, which the first test file of a process alone can tell. */
  readonly whileLoading: ReadonlySet<number>;
}

/** Tries those that nothing has noticed yet. */
async function tryRound(
  tried: ReadPackage,
  results: readonly Result[],
  { surveyed, whileLoading }: Surveyed,
  processes: readonly TestProcess[],
  { budget, cache, note }: MutationOptions,
): Promise<readonly Result[]> {
  const alive = results.filter(isAlive);
  note(`${alive.length} mutants, ${surveyed.length} test files`);
  const found = new Map<number, Result>();
  await shareOut(processes, alive, async (before, process) => {
    const { mutant } = before;
    const plan = planTrials(mutant, surveyed, whileLoading.has(mutant.id), 1000 * budget);
    const result = await resultOf(tried, mutant, plan, process, cache);
    if (result.status !== 'unreached') found.set(mutant.id, result);
    else found.set(mutant.id, before);
    if (found.size % 50 === 0) {
      cache.save();
      const survived = [...found.values()].filter(isAlive).length;
      note(`  ${found.size} of ${alive.length}, ${survived} survived`);
    }
  });
  return results.map((result) => found.get(result.mutant.id) ?? result);
}

function isAlive({ status }: Result): boolean {
  return status !== 'killed';
}

async function surveyTests(
  tried: ReadPackage,
  tests: readonly TestFile[],
  processes: readonly TestProcess[],
  { cache, note }: MutationOptions,
): Promise<readonly SurveyedFile[]> {
  const instrumented = keyOf(...Object.values(tried.sources));
  const surveyed: SurveyedFile[] = [];
  await shareOut(processes, tests, async ({ path, loads }, process) => {
    const key = keyOf('survey', instrumented, ...textsOf(tried, loads));
    const known = cache.get(key) as Survey | undefined;
    const answer =
      known ??
      (await process.ask<Survey>({ kind: 'survey', file: urlOf(tried, path) }, surveyLimit));
    if (answer === 'late' || answer === 'dead') {
      note(`${path} is left out: its process ${answer === 'late' ? 'took too long' : 'died'}`);
      return;
    }
    cache.set(key, answer);
    if (known === undefined) cache.save();
    for (const { name, failure } of answer.tests) {
      if (failure !== undefined) note(`${path}: "${name}" is left out: ${failure}`);
    }
    if (answer.failure !== undefined) note(`${path} is left out: ${answer.failure}`);
    else {
      const passed = answer.tests.filter(({ failure }) => failure === undefined);
      surveyed.push({ path, loads, survey: { ...answer, tests: passed } });
    }
  });
  return surveyed;
}

async function resultOf(
  tried: ReadPackage,
  mutant: Mutant,
  plan: Plan,
  process: TestProcess,
  cache: ResultCache,
): Promise<Result> {
  const cut = plan.cut ? { cut: true } : {};
  if (plan.trials.length === 0) return { mutant, status: 'unreached' };
  const tests = tried.tests.filter(({ path }) => plan.trials.some(({ file }) => file === path));
  const key = keyOf(
    'trial',
    ...[tried.text(mutant.file), mutant.start, mutant.end, mutant.replacement, mutant.kind],
    ...tests.flatMap(({ path, loads }) => [path, ...textsOf(tried, loads, 'test')]),
  );
  const known = cache.get(key) as string | undefined;
  const killedBy = known ?? (await tryMutant(tried, mutant, plan, process)) ?? '';
  cache.set(key, killedBy);
  return killedBy === ''
    ? { mutant, status: 'survived', ...cut }
    : { mutant, status: 'killed', killedBy };
}

/** The test that noticed the mutant, if any. */
async function tryMutant(
  tried: ReadPackage,
  { id }: Mutant,
  plan: Plan,
  process: TestProcess,
): Promise<string | undefined> {
  const trials = plan.trials.map((trial) => ({ ...trial, file: urlOf(tried, trial.file) }));
  const limit = 1e6 + 50 * plan.questions;
  const ask = (fresh: boolean) =>
    process.ask<TrialOutcome>(
      { kind: 'trial', id, trials, fresh, limit },
      60_000 + 20 * plan.milliseconds,
    );
  let outcome = await ask(plan.fresh);
  // Each may come from what earlier mutants left behind, or from a busy machine: once more, in a new process.
  if (typeof outcome === 'string' || outcome.tainted) {
    process.stop();
    outcome = await ask(plan.fresh);
  }
  // A value that was computed once and kept hides the mutant.
  if (typeof outcome === 'object' && !outcome.reached && !plan.fresh) outcome = await ask(true);
  if (typeof outcome === 'string') return `the process ${outcome === 'late' ? 'hung' : 'died'}`;
  if (outcome.tainted || outcome.memory > largestProcess) process.stop();
  return outcome.killedBy;
}

function urlOf(tried: ReadPackage, path: string): string {
  return pathToFileURL(join(tried.folder, path)).href;
}

function textsOf(tried: ReadPackage, loads: TestFile['loads'], part = ''): string[] {
  return [...loads]
    .filter((path) => path.startsWith(part))
    .sort()
    .map((path) => tried.text(path));
}
