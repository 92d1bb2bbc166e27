import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Mutant } from './mutants/mutant.ts';
import { planTrials } from './planTrials.ts';
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
  /** Seconds of tests per mutant. */
  readonly budget: number;
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
 * Tries all mutants of a package on its tests.
 *
 * @param tried - The package.
 * @param options - How.
 * @returns One result per mutant, in the order of the mutants.
 */
export async function runMutation(
  tried: ReadPackage,
  { workers, budget, cache, note }: MutationOptions,
): Promise<Result[]> {
  const start = { folder: `${pathToFileURL(tried.folder).href}/`, sources: tried.sources };
  const processes = Array.from({ length: workers }, () => testProcess(start, tried.folder));
  try {
    const surveyed = await surveyTests(tried, processes, cache, note);
    const results = new Map<number, Result>();
    await shareOut(processes, tried.mutants, async (mutant, process) => {
      const plan = planTrials(mutant, surveyed, 1000 * budget);
      results.set(mutant.id, await resultOf(tried, mutant, plan, process, cache));
      if (results.size % 50 === 0) {
        cache.save();
        const survived = [...results.values()].filter(({ status }) => status !== 'killed').length;
        note(`${results.size} of ${tried.mutants.length} mutants, ${survived} survived`);
      }
    });
    cache.save();
    return tried.mutants.flatMap(({ id }) => results.get(id) ?? []);
  } finally {
    for (const process of processes) process.stop();
  }
}

async function surveyTests(
  tried: ReadPackage,
  processes: readonly TestProcess[],
  cache: ResultCache,
  note: (line: string) => void,
): Promise<SurveyedFile[]> {
  const instrumented = keyOf(...Object.values(tried.sources));
  const surveyed: SurveyedFile[] = [];
  await shareOut(processes, tried.tests, async ({ path, loads }, process) => {
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
    const failed = answer.tests.filter(({ failure }) => failure !== undefined);
    for (const { name, failure } of failed)
      note(`${path}: "${name}" is left out: ${failure ?? ''}`);
    if (answer.failure !== undefined) note(`${path} is left out: ${answer.failure}`);
    else {
      const tests = answer.tests.filter(({ failure }) => failure === undefined);
      surveyed.push({ path, loads, survey: { ...answer, tests } });
    }
  });
  note(`${tried.mutants.length} mutants, ${surveyed.length} test files`);
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
  // Either may come from what earlier mutants left behind: in a new process it cannot.
  if (outcome === 'dead' || (outcome !== 'late' && outcome.tainted)) {
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
