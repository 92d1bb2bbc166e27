import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Recipe } from '../../../src/run/recipe.ts';
import type { RunResult } from '../../../src/run/runResult.ts';
import { tinyLab } from '../../command/tinyLab.ts';

/** Room for a run on a busy machine. */
export const TIME_LIMIT = 120_000;

/** A competition that takes seconds, and learns nothing. */
const TINY = {
  data: 'embedded',
  experts: 2,
  iterations: 8,
  filters: 2,
  discriminatorFilters: [2, 2, 2],
  discriminatorUnits: 8,
  batchSize: 4,
  'images.train': 128,
  'images.test': 32,
  mechanisms: [{ kind: 'shift', dx: 4 }, { kind: 'invertContrast' }],
  'evaluation.images': 12,
  'evaluation.every': 4,
  'classifier.images': 64,
  'classifier.learningRates': [0.001],
  'identityInitialisation.maxIterations': 4,
  'identityInitialisation.probeSize': 8,
  'identityInitialisation.checkEvery': 2,
  checkpointEvery: 4,
};

/** A finished run. */
export interface TinyRun {
  readonly result: RunResult;
  readonly page: string;
  /** The value of a figure. */
  value(name: string): number | string | null | undefined;
  /** The path of something in the run folder. */
  path(name: string): string;
  /** A file of the run folder. */
  text(name: string): Promise<string>;
  /** Goes on with the run, which is over, as if it had been killed before its result was written. */
  again(): Promise<RunResult>;
  remove(): Promise<void>;
}

/** Runs a recipe at tiny sizes in this process, on WASM; fails where it fails. */
export async function tinyRun(
  recipe: Recipe,
  more: Readonly<Record<string, unknown>> = {},
): Promise<TinyRun> {
  const lab = await tinyLab({ recipes: [recipe] });
  const settings = Object.entries({ ...TINY, ...more }).flatMap(([key, value]) => [
    '--set',
    `${key}=${JSON.stringify(value)}`,
  ]);
  const { code, notes } = await lab.call('run', recipe.name, '--out', 'run', ...settings);
  if (code !== 0) throw new Error(notes);
  const text = (name: string) => lab.text('run', name);
  const result = JSON.parse(await text('result.json')) as RunResult;
  return {
    result,
    page: await text('report.html'),
    value: (name) => result.measures.find((measure) => measure.name === name)?.value,
    path: (name) => join(lab.root, 'run', name),
    text,
    async again() {
      await rm(join(lab.root, 'run/result.json'));
      const resumed = await lab.call('run', '--resume', 'run');
      if (resumed.code !== 0) throw new Error(resumed.notes);
      return JSON.parse(await readFile(join(lab.root, 'run/result.json'), 'utf8')) as RunResult;
    },
    remove: () => lab.remove(),
  };
}

/** Goes on with a finished run, and expects what it gave, at the cost it had or more. */
export async function expectSameAgain(run: Pick<TinyRun, 'again' | 'result'>): Promise<void> {
  const { cost: before, ...figures } = run.result;
  const { cost: after, ...again } = await run.again();
  expect(again).toEqual(figures);
  expect(after.seconds).toBeGreaterThanOrEqual(before.seconds);
}
