import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { lockRun } from '@causal-mechanisms/tensor-utils/node';
import { expertsGanMain } from '../../../../src/recipes/experts-gan/main/recipe.ts';
import type { RunResult } from '../../../../src/run/runResult.ts';
import { runLab, startLab } from '../../../spawnLab.ts';

const TIME_LIMIT = 120_000;

/** Small enough for seconds, large enough that a kill hits the middle. */
const SMALL = {
  experts: 2,
  iterations: 24,
  filters: 2,
  discriminatorFilters: [2, 2, 2],
  discriminatorUnits: 8,
  batchSize: 4,
  'images.train': 128,
  'images.test': 32,
  'evaluation.images': 12,
  'evaluation.every': 4,
  'evaluation.milestone': 12,
  'classifier.images': 64,
  'classifier.learningRates': [0.001],
  identityInitialisation: { maxIterations: 4, probeSize: 8, checkEvery: 2 },
  checkpointEvery: 2,
};
const RUN = [
  'run',
  'experts-gan/main',
  '--backend',
  'wasm',
  ...Object.entries(SMALL).flatMap(([key, value]) => ['--set', `${key}=${JSON.stringify(value)}`]),
];

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-recipe-'));
  const { code, notes } = await runLab([...RUN, '--out', 'whole'], root);
  if (code !== 0) throw new Error(notes);
}, TIME_LIMIT);
afterAll(() => rm(root, { recursive: true }));

const text = (name: string) => readFile(join(root, name), 'utf8');

async function figuresOf(run: string): Promise<Omit<RunResult, 'cost'>> {
  const { cost, ...figures } = JSON.parse(await text(`${run}/result.json`)) as RunResult;
  expect(cost.seconds).toBeGreaterThan(0);
  return figures;
}

/** Waits for a checkpoint, then sends the signal. */
async function stopAt(run: string, checkpoint: string, signal: NodeJS.Signals) {
  const { process: child, outcome } = startLab([...RUN, '--out', run], root);
  while (!existsSync(join(root, run, 'checkpoints', checkpoint))) {
    if (child.exitCode !== null) throw new Error((await outcome).notes);
    await pause(5);
  }
  child.kill(signal);
  return outcome;
}

describe('experts-gan/main', () => {
  it('fills the run folder', async () => {
    const names = await readdir(join(root, 'whole'));
    expect(names).toEqual(
      expect.arrayContaining([
        'checkpoints',
        'config.json',
        'environment.json',
        'events.jsonl',
        'figures',
        'model',
        'report.html',
        'result.json',
        'scores.csv',
      ]),
    );
    expect(names).not.toContain('run.lock');
    const figures = await readdir(join(root, 'whole/figures'));
    expect(figures).toEqual(
      expect.arrayContaining(['accuracy.svg', 'accuracy.vl.json', 'scores.svg', 'wins.svg']),
    );
    // Header, then iterations 0, 4 ... 24 for five mechanisms and two experts.
    expect((await text('whole/scores.csv')).trim().split('\n')).toHaveLength(1 + 7 * 5 * 2);
  });

  it('measures what a reader can check', async () => {
    const { measures, data, matrices, backend } = await figuresOf('whole');
    expect(backend).toBe('wasm');
    expect(data.kind).toBe('synthetic');
    const value = (name: string) => measures.find((measure) => measure.name === name)?.value;
    for (const name of ['accuracyRecovered', 'accuracyTransformed', 'accuracyOriginal']) {
      expect(value(name)).toBeGreaterThanOrEqual(0);
      expect(value(name)).toBeLessThanOrEqual(1);
    }
    for (const name of ['winsBefore', 'winsMilestone', 'wins']) {
      const matrix = matrices[name];
      expect(matrix?.rows).toHaveLength(5);
      for (const row of matrix?.values ?? []) {
        expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
      }
    }
  });

  it.each(['step-00000000', 'step-00000010'])(
    'killed after %s and resumed ends with the same numbers',
    async (checkpoint) => {
      const run = `killed-${checkpoint}`;
      await stopAt(run, checkpoint, 'SIGKILL');
      // The launcher is dead; its child notices and lets go of the folder, which the resumed run then takes.
      let resumed = await runLab(['run', '--resume', run], root);
      for (let tries = 0; resumed.notes.includes('another run') && tries < 20; tries++) {
        await pause(100);
        resumed = await runLab(['run', '--resume', run], root);
      }
      expect(resumed.code).toBe(0);
      expect(await figuresOf(run)).toEqual(await figuresOf('whole'));
      for (const file of ['events.jsonl', 'scores.csv', 'images.json']) {
        expect(await text(`${run}/${file}`)).toBe(await text(`whole/${file}`));
      }
    },
    TIME_LIMIT,
  );

  it(
    'Ctrl-C saves, says how to go on, and loses nothing',
    async () => {
      const { code, notes } = await stopAt('stopped', 'step-00000004', 'SIGINT');
      expect(notes).toContain('go on with: npm run lab -- run --resume stopped');
      expect(code).toBe(130);
      const { seconds } = JSON.parse(await text('stopped/cost.json')) as RunResult['cost'];
      expect((await runLab(['run', '--resume', 'stopped'], root)).code).toBe(0);
      expect(await figuresOf('stopped')).toEqual(await figuresOf('whole'));
      // The first session is part of the cost of the run.
      const { cost } = JSON.parse(await text('stopped/result.json')) as RunResult;
      expect(cost.seconds).toBeGreaterThan(seconds);
      expect(JSON.parse(await text('stopped/cost.json'))).toEqual(cost);
    },
    TIME_LIMIT,
  );

  it(
    'refuses a folder in which another run is at work',
    async () => {
      const lock = await lockRun(join(root, 'whole'));
      const { code, notes } = await runLab(['run', '--resume', 'whole'], root);
      await lock.release();
      expect(code).toBe(1);
      expect(notes).toContain(`another run is at work in ${join(root, 'whole')}`);
    },
    TIME_LIMIT,
  );

  it(
    'makes one run per seed, and goes on with the group',
    async () => {
      const group = await runLab([...RUN, '--seeds', '1,2', '--out', 'group'], root);
      expect(group.code).toBe(0);
      expect(group.out).toMatch(/figure +median +lowest +highest +paper/);
      expect(await figuresOf('group/seed1')).toEqual(await figuresOf('whole'));
      const second = await figuresOf('group/seed2');
      expect(second.seed).toBe(2);
      // As if the group had been killed during its second run.
      for (const file of ['result.json', 'seed2/result.json']) await rm(join(root, 'group', file));
      expect((await runLab(['run', '--resume', 'group'], root)).code).toBe(0);
      expect(await figuresOf('group/seed2')).toEqual(second);
    },
    TIME_LIMIT,
  );

  it(
    'draws reports again and compares runs',
    async () => {
      await cp(join(root, 'whole'), join(root, 'copy'), { recursive: true });
      await rm(join(root, 'copy/report.html'));
      const { code, out } = await runLab(
        ['report', 'whole', 'copy', '--out', 'comparison.html'],
        root,
      );
      expect(code).toBe(0);
      expect(out).toContain('report: comparison.html');
      expect(await text('copy/report.html')).toBe(await text('whole/report.html'));
      const page = await text('comparison.html');
      expect(page).toContain('Comparison of 2 runs');
      expect(page).not.toMatch(/<script|<link|src="http/);
    },
    TIME_LIMIT,
  );

  it(
    'refuses a folder that is taken, and shows a finished run again',
    async () => {
      const taken = await runLab([...RUN, '--out', 'whole'], root);
      expect(taken.code).toBe(1);
      expect(taken.notes).toContain('is not empty');
      const again = await runLab(['run', '--resume', 'whole', '--json'], root);
      expect(again.code).toBe(0);
      const { measures } = await figuresOf('whole');
      expect(JSON.parse(again.out)).toMatchObject({ measures });
    },
    TIME_LIMIT,
  );
});

it("has a preset of the paper's sizes whose end is steadier", () => {
  const { presets } = expertsGanMain;
  expect(expertsGanMain.resolve(presets.stable ?? {})).toEqual({
    ...expertsGanMain.resolve(presets.paper),
    loserWeight: 0.1,
    repair: {
      kind: 'split',
      every: 50,
      probeSize: 512,
      idleShare: 0.02,
      leastBimodality: 0.7,
      reach: 5,
      noise: 0.01,
      guided: 20,
      until: 1000,
    },
    winners: { kind: 'conscience', strength: 100, from: 300, until: null, tolerance: 0.1 },
    averaging: 0.99,
    learningRateSchedule: { kind: 'cosine', from: 0.25, last: 0.05 },
  });
});
