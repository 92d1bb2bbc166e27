import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DearModel } from '@causal-mechanisms/dear-scm';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import type { RunResult } from '../../../../src/run/runResult.ts';
import { runLab, startLab } from '../../../spawnLab.ts';

const TIME_LIMIT = 240_000;

/** Small enough for seconds, large enough that a kill hits the middle. */
const SMALL = {
  observations: 'images',
  latentWidth: 6,
  size: 16,
  rows: 64,
  graph: 'widest',
  networks: { kind: 'compact', width: 2 },
  average: 0.9,
  batchSize: 8,
  iterations: 12,
  evaluation: { every: 4, rows: 16, draws: 32 },
  checkpointEvery: 2,
};
const RUN = [
  'run',
  'dear-scm/pendulum',
  '--backend',
  'wasm',
  ...Object.entries(SMALL).flatMap(([key, value]) => ['--set', `${key}=${JSON.stringify(value)}`]),
];

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-pendulum-'));
  const { code, notes } = await runLab([...RUN, '--out', 'whole'], root);
  if (code !== 0) throw new Error(notes);
}, TIME_LIMIT);
afterAll(() => rm(root, { recursive: true }));

async function figuresOf(run: string): Promise<Omit<RunResult, 'cost'>> {
  const text = await readFile(join(root, run, 'result.json'), 'utf8');
  const { cost, ...figures } = JSON.parse(text) as RunResult;
  expect(cost.seconds).toBeGreaterThan(0);
  return figures;
}

describe('dear-scm/pendulum', () => {
  it('fills the run folder with figures, images, and a model that opens', async () => {
    expect(await readdir(join(root, 'whole'))).toEqual(
      expect.arrayContaining(['checkpoints', 'events.jsonl', 'images.json', 'report.html']),
    );
    expect(await readdir(join(root, 'whole/figures'))).toEqual(
      expect.arrayContaining([
        'adjacency.svg',
        'adjacency-history.svg',
        'correlations.svg',
        'marginals.svg',
        'losses.svg',
        'logits.svg',
        'shares.svg',
      ]),
    );
    const page = await readFile(join(root, 'whole/report.html'), 'utf8');
    expect(page).toContain('do(light)');
    expect(page).toContain('This is no intervention');
    await useBackend();
    const model = await DearModel.load(modelFolder(join(root, 'whole/model')));
    expect(model.factorNames).toHaveLength(4);
    model.dispose();
  });

  it('measures what a reader can check', async () => {
    const { measures, matrices, data } = await figuresOf('whole');
    expect(data.kind).toBe('generated');
    const value = (name: string) => measures.find((measure) => measure.name === name)?.value;
    expect(value('signs')).toBeGreaterThanOrEqual(0);
    for (const name of ['auroc', 'marginals', 'clipped']) {
      expect(value(name)).toBeGreaterThanOrEqual(0);
      expect(value(name)).toBeLessThanOrEqual(1);
    }
    expect(matrices['adjacency']?.rows).toHaveLength(4);
    expect(matrices['correlations']?.columns).toHaveLength(6);
  });

  it(
    'killed and resumed ends with the same figures',
    async () => {
      const { process: child, outcome } = startLab([...RUN, '--out', 'killed'], root);
      while (!existsSync(join(root, 'killed/checkpoints/step-00000004'))) {
        if (child.exitCode !== null) throw new Error((await outcome).notes);
        await pause(5);
      }
      child.kill('SIGKILL');
      await outcome;
      // The launcher is dead; its child notices and lets go of the folder, which the resumed run then takes.
      let resumed = await runLab(['run', '--resume', 'killed'], root);
      for (let tries = 0; resumed.notes.includes('another run') && tries < 20; tries++) {
        await pause(100);
        resumed = await runLab(['run', '--resume', 'killed'], root);
      }
      expect(resumed.code).toBe(0);
      expect(await figuresOf('killed')).toEqual(await figuresOf('whole'));
      for (const file of ['events.jsonl', 'images.json']) {
        const text = (run: string) => readFile(join(root, run, file), 'utf8');
        expect(await text('killed')).toBe(await text('whole'));
      }
    },
    TIME_LIMIT,
  );
});
