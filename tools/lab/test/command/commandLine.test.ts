import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '@causal-mechanisms/command-line';
import { runCommandLine } from '../../src/command/commandLine.ts';
import { RECIPES } from '../../src/recipes/index.ts';
import { runLab } from '../spawnLab.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-command-'));
});
afterAll(() => rm(root, { recursive: true }));

/** The command in this process. */
async function call(...args: string[]) {
  const out: string[] = [];
  const notes: string[] = [];
  const code = await runCommandLine(args, {
    workingDirectory: root,
    repositoryRoot: join(root, 'repository'),
    environment: { XDG_CACHE_HOME: join(root, 'cache') },
    terminal: { out: (text) => out.push(text), note: (text) => notes.push(text) },
    now: () => 0,
    signal: new AbortController().signal,
    recipes: RECIPES,
  });
  return { code, out: out.join('\n'), notes: notes.join('\n') };
}

describe('exit codes and messages', () => {
  it.each([
    [
      ['run', 'experts-gan/mian'],
      'unknown recipe "experts-gan/mian", did you mean "experts-gan/main"?',
    ],
    [
      ['run', 'experts-gan/main', '--preset', 'quik'],
      'unknown preset "quik", did you mean "quick"?',
    ],
    [
      ['run', 'experts-gan/main', '--set', 'iteratons=5'],
      'unknown key "iteratons", did you mean "iterations"?',
    ],
    [['run', 'experts-gan/main', '--set', 'classifier.image=5'], 'did you mean "images"?'],
    [['run', 'experts-gan/main', '--set', 'experts=0'], 'experts'],
    [['run', 'experts-gan/main', '--set', 'mechanisms=[{"kind":"shft"}]'], 'did you mean "shift"?'],
    [
      ['run', 'experts-gan/main', '--backend', 'wsm'],
      'unknown backend "wsm", did you mean "wasm"?',
    ],
    [
      ['run', 'experts-gan/main', '--set', 'images.train=64', '--set', 'batchSize=33'],
      'images.train: each half of the training images must hold at least one batch',
    ],
    [['data', 'get', 'minst'], 'unknown data set "minst", did you mean "mnist"?'],
  ])('%j is bad usage', async (args, message) => {
    const { code, notes } = await call(...args);
    expect(notes).toContain(message);
    expect(notes).not.toContain('    at ');
    expect(code).toBe(EXIT.usage);
  });

  it('a run that cannot be gone on with is a failed run; --verbose shows where', async () => {
    const plain = await call('run', '--resume', 'nowhere');
    expect(plain.code).toBe(EXIT.failed);
    expect(plain.notes).toMatch(/^lab: .*nowhere is no run folder: it has no valid config\.json$/);
    await writeFile(join(root, 'config.json'), '{');
    const verbose = await call('run', '--resume', '.', '--verbose');
    expect(verbose.notes).toContain('    at ');
    expect(verbose.notes).toContain('caused by: ');
  });

  it('prints the resolved configuration and does nothing', async () => {
    const args = ['run', 'experts-gan/main', '--preset', 'paper', '--seed', '3', '--dry-run'];
    const { code, out } = await call(...args, '--set', 'probe=1', '--set', 'iterations=5');
    expect([code, out]).toEqual([EXIT.usage, '']);
    const dry = await call(...args, '--set', 'identityInitialisation={"threshold":0.01}');
    expect(dry.code).toBe(EXIT.done);
    expect(JSON.parse(dry.out)).toMatchObject({
      recipe: 'experts-gan/main',
      preset: 'paper',
      seed: 3,
      out: join(root, 'runs/experts-gan-main-paper-seed3-19700101-000000'),
      config: {
        data: 'auto',
        experts: 10,
        iterations: 2000,
        batchSize: 32,
        filters: 32,
        images: { train: 60_000, test: 10_000 },
        identityInitialisation: { threshold: 0.01, maxIterations: 500 },
      },
    });
  });

  it.each(['mnist', 'fashion-mnist', 'omniglot'])(
    'takes %s, which can be got, as data',
    async (name) => {
      const set = ['--set', `data=${name}`, '--dry-run'];
      const { code, out } = await call('run', 'experts-gan/main', ...set);
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject({ config: { data: name } });
    },
  );

  it('plans a sweep and seeds', async () => {
    const args = [
      'sweep',
      'experts-gan/main',
      '--set',
      'experts=2,4',
      '--seeds',
      '1,2',
      '--dry-run',
    ];
    const runs = JSON.parse((await call(...args)).out) as {
      seed: number;
      config: { experts: number };
    }[];
    expect(runs.map(({ seed, config }) => [config.experts, seed])).toEqual([
      [2, 1],
      [2, 2],
      [4, 1],
      [4, 2],
    ]);
  });

  it('lists recipes and data', async () => {
    expect((await call('list')).out).toContain('experts-gan/main');
    const listed = JSON.parse((await call('list', '--json')).out) as { name: string }[];
    expect(listed.map(({ name }) => name)).toEqual(RECIPES.map(({ name }) => name));
    expect(listed[0]).toMatchObject({
      name: 'experts-gan/main',
      presets: { quick: { data: 'embedded' } },
    });
    expect((await call('data', 'list')).out).toContain('not here: lab data get mnist');
    expect((await call('help')).out).toContain('usage:');
  });
});

describe('bin/lab.mjs', () => {
  it('works from any folder and passes exit codes on', async () => {
    const [listed, unknown, mistyped] = await Promise.all([
      runLab(['list'], root),
      runLab(['run', 'experts-gan/mian'], root),
      runLab(['lst'], root),
    ]);
    expect(listed.code).toBe(0);
    expect(listed.out).toContain('experts-gan/main');
    expect(unknown.code).toBe(2);
    expect(unknown.notes).toBe(
      'lab: unknown recipe "experts-gan/mian", did you mean "experts-gan/main"?\n',
    );
    expect(mistyped).toEqual({
      code: 2,
      out: '',
      notes: 'lab: unknown command "lst", did you mean "list"?\n',
    });
  }, 300_000);
});
