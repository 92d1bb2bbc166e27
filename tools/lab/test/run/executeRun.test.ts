import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { JsonObject } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod';
import { environmentSchema } from '../../src/run/machine/environment.ts';
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
      // Events for TensorBoard are there on WASM too, a folder for each part.
      expect(RECORD.backend).toBe('wasm');
      for (const part of ['slow', 'fast']) {
        expect(await readdir(join(folder.tensorboard, part))).toEqual([
          expect.stringMatching(/^events\.out\.tfevents\./),
        ]);
      }
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
      // Each of the three figures is rounded to a tenth of a second.
      expect(cost.seconds + 0.15 + 1e-9).toBeGreaterThanOrEqual(cost.parts?.['slow'] ?? NaN);
      for (const log of ['parts/slow/events.jsonl', 'parts/fast/events.jsonl']) {
        expect(await text(`${run}/${log}`)).toBe(await text(`whole/${log}`));
      }
    },
    TIME_LIMIT,
  );
});

/** A folder whose run was begun and never came to train. */
async function begun(run: string, left: Readonly<Record<string, unknown>> = {}) {
  const folder = runFolder(join(root, run));
  await folder.writeJson('config.json', RECORD);
  for (const [file, content] of Object.entries(left)) await folder.writeJson(file, content);
  return folder;
}

function environment(backend: string): JsonObject {
  return {
    backend,
    backendReason: 'the first that works',
    usesGpu: false,
    versions: {},
    platform: 'Node 20',
    cpu: 'one',
    cores: 1,
    memoryGiB: 1,
    started: '2026-01-31T15:45:00.000Z',
  };
}

describe('what made a run', () => {
  it('is kept, and shown in its report: command, commit, changes, versions, processor, seed', async () => {
    const repository = join(root, 'repository');
    await mkdir(repository);
    const git = (...args: string[]): string =>
      execFileSync(
        'git',
        ['-C', repository, '-c', 'user.name=a', '-c', 'user.email=a@b', ...args],
        {
          encoding: 'utf8',
        },
      ).trim();
    git('init', '-q');
    await writeFile(join(repository, 'file'), 'one');
    git('add', '.');
    git('commit', '-q', '-m', 'one');
    await writeFile(join(repository, 'file'), 'two');
    const commit = git('rev-parse', 'HEAD');
    const commandLine = ['run', 'test/parts', '--seed', '5', '--set', 'a=["b c"]'];
    const world = { ...quietWorld(), repositoryRoot: repository, commandLine };
    const folder = runFolder(join(root, 'made'));
    await executeRun(partsRecipe(), folder, world, { ...RECORD, seed: 5 });
    const kept = await folder.readJson('environment.json', environmentSchema);
    expect(kept).toMatchObject({ commit, dirty: true, commandLine, backend: 'wasm' });
    expect(kept?.versions).toMatchObject({ tfjs: '4.22.0', 'tensor-utils': '0.0.0' });
    expect(await folder.record()).toMatchObject({ seed: 5 });
    const page = await text('made/report.html');
    for (const shown of [
      `commit ${commit.slice(0, 10)} (changed)`,
      "npm run lab -- run test/parts --seed 5 --set 'a=[&quot;b c&quot;]'",
      'tensor-utils 0.0.0',
      'tfjs 4.22.0',
      'seed 5',
      process.versions.node,
      cpus()[0]?.model.trim() ?? 'unknown',
    ]) {
      expect(page).toContain(shown);
    }
  });
});

describe('a resumed run', () => {
  it('warns when another backend computes than the one it began on', async () => {
    const folder = await begun('other-backend', { 'environment.json': environment('node') });
    const notes: string[] = [];
    await executeRun(partsRecipe(), folder, quietWorld(notes));
    expect(notes).toContain(
      'warning: the run began on the backend node; on wasm its numbers will differ',
    );
    expect(await folder.readJson('environment.json', z.json())).toMatchObject({ backend: 'wasm' });
  });

  it('has nothing to warn of on the same backend', async () => {
    const folder = await begun('same-backend', { 'environment.json': environment('wasm') });
    const notes: string[] = [];
    await executeRun(partsRecipe(), folder, quietWorld(notes));
    expect(notes.filter((line) => line.includes('warning'))).toEqual([]);
  });

  it('refuses other data than it began with', async () => {
    const data = { kind: 'real', description: 'MNIST', chosenBy: '--data' };
    const folder = await begun('other-data', { 'data.json': data });
    await expect(executeRun(partsRecipe(), folder, quietWorld())).rejects.toMatchObject({
      code: 'ERR_DATA_CHANGED',
      message: 'the run began with MNIST; now there is integers (the task)',
    });
    expect(await folder.readJson('data.json', z.json())).toEqual(data);
  });

  it('that is finished draws its report again and computes nothing', async () => {
    const folder = await begun('finished');
    const first = await executeRun(partsRecipe(), folder, quietWorld());
    await rm(folder.report);
    const recipe = {
      ...partsRecipe(),
      run: () => Promise.reject(new Error('computed again')),
    };
    expect(await executeRun(recipe, folder, quietWorld())).toEqual(first);
    expect(existsSync(folder.report)).toBe(true);
  });
});

describe('executeRun', () => {
  it('keeps the cost and lets go of the folder when a run fails', async () => {
    const folder = runFolder(join(root, 'failed'));
    const failing = { ...partsRecipe(), run: () => Promise.reject(new Error('no luck')) };
    await expect(executeRun(failing, folder, quietWorld(), RECORD)).rejects.toThrow('no luck');
    expect(await folder.readJson('cost.json', z.json())).toHaveProperty('seconds');
    expect(await folder.result()).toBeUndefined();
    // The lock is free.
    await expect(executeRun(failing, folder, quietWorld())).rejects.toThrow('no luck');
  });
});
