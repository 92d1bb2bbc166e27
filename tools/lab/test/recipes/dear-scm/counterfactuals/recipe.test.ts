import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { RunResult } from '../../../../src/run/runResult.ts';
import { runLab, startLab } from '../../../spawnLab.ts';

const TIME_LIMIT = 240_000;

/** Small enough for seconds, large enough that a kill hits the middle. */
const SMALL = {
  observations: 'images',
  size: 16,
  rows: 64,
  graph: 'widest',
  networks: { kind: 'compact', width: 2 },
  batchSize: 8,
  iterations: 12,
  reader: { networks: { kind: 'compact', width: 2 }, batchSize: 8, iterations: 6 },
  evaluation: { rows: 8 },
  checkpointEvery: 2,
};
const RUN = [
  'run',
  'dear-scm/counterfactuals',
  '--backend',
  'wasm',
  ...Object.entries(SMALL).flatMap(([key, value]) => ['--set', `${key}=${JSON.stringify(value)}`]),
];

let root: string;
let printed: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-counterfactuals-'));
  const { code, notes, out } = await runLab([...RUN, '--out', 'whole'], root);
  if (code !== 0) throw new Error(notes);
  printed = out;
}, TIME_LIMIT);
afterAll(() => rm(root, { recursive: true }));

async function figuresOf(run: string): Promise<Omit<RunResult, 'cost'>> {
  const text = await readFile(join(root, run, 'result.json'), 'utf8');
  const { cost, ...figures } = JSON.parse(text) as RunResult;
  expect(cost.seconds).toBeGreaterThan(0);
  return figures;
}

describe('dear-scm/counterfactuals', () => {
  it('fills the run folder with figures, images and a model', async () => {
    expect(await readdir(join(root, 'whole'))).toEqual(
      expect.arrayContaining(['checkpoints', 'events.jsonl', 'images.json', 'model', 'parts']),
    );
    expect(await readdir(join(root, 'whole/figures'))).toEqual(
      expect.arrayContaining(['responses-measured.svg', 'responses-true.svg']),
    );
    const page = await readFile(join(root, 'whole/report.html'), 'utf8');
    for (const text of ['model, do(light)', 'truth, do(light)', 'truth, do(shadow_length)']) {
      expect(page).toContain(text);
    }
  });

  it('measures every intervention, with and without the structure', async () => {
    const { measures, matrices, data } = await figuresOf('whole');
    expect(data.kind).toBe('generated');
    const value = (name: string) => measures.find((measure) => measure.name === name)?.value;
    for (const target of ['pendulum', 'light', 'shadow_length', 'shadow_position']) {
      for (const kind of ['do', 'held']) {
        expect(value(`${kind}/${target}/slope`)).not.toBeNull();
        expect(value(`${kind}/${target}/drift`)).toBeGreaterThanOrEqual(0);
      }
    }
    expect(value('do/light/follows/shadow_length')).not.toBeNull();
    expect(value('do/shadow_length/follows/light')).toBeUndefined();
    expect(matrices['true']?.values[0]?.[0]).toBeCloseTo(1, 9);
    expect(matrices['true']?.values[0]?.[1]).toBe(0);
    expect(printed).toMatch(/^what is set +own slope/m);
    expect(printed).toMatch(/^do\(light\) /m);
    expect(printed).toMatch(/^light alone /m);
  });

  it(
    'killed while the model trains and resumed ends with the same figures',
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
      for (const file of ['events.jsonl', 'images.json', 'parts/reader/events.jsonl']) {
        const text = (run: string) => readFile(join(root, run, file), 'utf8');
        expect(await text('killed')).toBe(await text('whole'));
      }
    },
    TIME_LIMIT,
  );
});
