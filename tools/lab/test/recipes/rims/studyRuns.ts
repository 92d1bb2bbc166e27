import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { runCommandLine } from '../../../src/command/commandLine.ts';
import { RECIPES } from '../../../src/recipes/index.ts';
import type { RunResult } from '../../../src/run/runResult.ts';
import { runLab, startLab } from '../../spawnLab.ts';

/** Room for a process on a busy machine. */
export const TIME_LIMIT = 120_000;

/** A folder for runs of the real command, on the WASM backend. */
export interface StudyRuns {
  readonly root: string;
  /** The text of a file in it. */
  text(...names: string[]): Promise<string>;
  /** What a run measured: all that must be equal after a resume. */
  figuresOf(run: string): Promise<Omit<RunResult, 'cost'>>;
  /** Runs the recipe to its end, or fails. */
  whole(run: string, more?: Readonly<Record<string, unknown>>): Promise<{ out: string }>;
  /** Kills a run as soon as a file of it is there. */
  killAt(run: string, file: string): Promise<void>;
  /** Goes on with a killed run, to its end. */
  resume(run: string): Promise<{ code: number | null; out: string; notes: string }>;
  /** The command in this process: for what never comes to training. */
  call(...args: string[]): Promise<{ code: number; notes: string }>;
  remove(): Promise<void>;
}

/** Opens a folder for runs of one recipe at tiny sizes. */
export async function studyRuns(recipe: string, tiny: Readonly<Record<string, unknown>>) {
  const root = await mkdtemp(join(tmpdir(), 'lab-study-'));
  const args = (run: string, more: Readonly<Record<string, unknown>> = {}) => [
    ...['run', recipe, '--backend', 'wasm', '--out', run],
    ...Object.entries({ ...tiny, ...more }).flatMap(([key, value]) => [
      '--set',
      `${key}=${JSON.stringify(value)}`,
    ]),
  ];
  const text = (...names: string[]) => readFile(join(root, ...names), 'utf8');
  const runs: StudyRuns = {
    root,
    text,
    async figuresOf(run) {
      const { cost, ...figures } = JSON.parse(await text(run, 'result.json')) as RunResult;
      expect(Object.keys(cost.parts ?? {}).length).toBeGreaterThan(0);
      return figures;
    },
    async whole(run, more) {
      const { code, out, notes } = await runLab(args(run, more), root);
      if (code !== 0) throw new Error(notes);
      return { out };
    },
    async killAt(run, file) {
      const { process: child, outcome } = startLab(args(run), root);
      while (!existsSync(join(root, run, file))) {
        if (child.exitCode !== null) throw new Error((await outcome).notes);
        await pause(5);
      }
      child.kill('SIGKILL');
      await outcome;
    },
    async resume(run) {
      // The launcher is dead; its child notices and lets go of the folder, which the resumed run then takes.
      let resumed = await runLab(['run', '--resume', run], root);
      for (let tries = 0; resumed.notes.includes('another run') && tries < 20; tries++) {
        await pause(100);
        resumed = await runLab(['run', '--resume', run], root);
      }
      return resumed;
    },
    async call(...words) {
      const notes: string[] = [];
      const code = await runCommandLine(words, {
        workingDirectory: root,
        repositoryRoot: join(root, 'repository'),
        environment: { XDG_CACHE_HOME: join(root, 'cache') },
        terminal: { out: () => undefined, note: (line) => notes.push(line) },
        now: () => 0,
        signal: new AbortController().signal,
        recipes: RECIPES,
      });
      return { code, notes: notes.join('\n') };
    },
    remove: () => rm(root, { recursive: true }),
  };
  return runs;
}
