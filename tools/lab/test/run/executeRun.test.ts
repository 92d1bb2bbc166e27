import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { executeRun } from '../../src/run/executeRun.ts';
import { runFolder } from '../../src/run/runFolder.ts';
import { partsRecipe } from './partsRecipe.ts';
import { quietWorld, RECORD } from '../quietWorld.ts';

const TIME_LIMIT = 60_000;

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-execute-'));
});
afterAll(() => rm(root, { recursive: true }));

const text = (name: string) => readFile(join(root, name), 'utf8');

/** Runs the slow program until a file is there, then kills it. */
async function killAt(run: string, file: string): Promise<void> {
  const child = spawn(
    process.execPath,
    [
      '--no-warnings',
      '--conditions=@causal-mechanisms/source',
      '--import=tsx',
      resolve(import.meta.dirname, 'partsForever.ts'),
      join(root, run),
    ],
    { stdio: 'ignore', cwd: import.meta.dirname, env: { ...process.env, NODE_OPTIONS: '' } },
  );
  const ended = new Promise<void>((done) => child.on('close', () => done()));
  while (!existsSync(join(root, run, file))) {
    if (child.exitCode !== null) throw new Error(`the run ended with ${child.exitCode}`);
    await pause(5);
  }
  child.kill('SIGKILL');
  await ended;
}

describe('a run with parts', () => {
  it(
    'keeps them apart, and their times in the cost',
    async () => {
      const folder = runFolder(join(root, 'whole'));
      const result = await executeRun(partsRecipe(), folder, quietWorld(), RECORD);
      expect(result.measures.map(({ name, value }) => [name, value])).toEqual([
        ['slow/total', 55],
        ['slow/evaluations', 6],
        ['fast/total', 165],
        ['fast/evaluations', 6],
      ]);
      expect(Object.keys(result.cost.parts ?? {})).toEqual(['slow', 'fast']);
      expect(existsSync(folder.events)).toBe(false);
      const page = await text('whole/report.html');
      expect(page).toContain('<th>model</th><th>sum</th><th class="quiet">paper</th>');
      expect(page).toContain('6 evaluations');
      expect(page).toContain('slow, sum');
      expect(page).not.toContain('badge warning');
    },
    TIME_LIMIT,
  );

  it.each([
    'parts/slow/events.jsonl',
    'parts/slow/checkpoints/step-00000004',
    'parts/slow/part.json',
    'parts/fast/checkpoints/step-00000008',
  ])(
    'killed at %s and resumed ends with the same figures',
    async (file) => {
      const run = `killed-${file.replaceAll('/', '-')}`;
      await killAt(run, file);
      const folder = runFolder(join(root, run));
      const { cost, ...figures } = await executeRun(partsRecipe(), folder, quietWorld());
      const whole = (await runFolder(join(root, 'whole')).result()) ?? {};
      expect({ ...figures, cost: 0 }).toEqual({ ...whole, cost: 0 });
      expect(cost.seconds).toBeGreaterThanOrEqual(cost.parts?.['slow'] ?? NaN);
      for (const log of ['parts/slow/events.jsonl', 'parts/fast/events.jsonl']) {
        expect(await text(`${run}/${log}`)).toBe(await text(`whole/${log}`));
      }
    },
    TIME_LIMIT,
  );
});
