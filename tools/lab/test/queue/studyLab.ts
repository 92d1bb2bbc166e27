import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { runCommandLine } from '../../src/command/commandLine.ts';
import type { Lab } from '../../src/command/lab.ts';
import { tinyLab } from '../command/tinyLab.ts';
import type { TinyLab } from '../command/tinyLab.ts';
import { nothingRecipe, slowRecipe } from './slowRecipe.ts';

/** What a command did. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly notes: string;
}

/** A lab whose recipe counts, with the time of this machine. */
export interface StudyLab extends Pick<TinyLab, 'root' | 'text' | 'remove'> {
  /** A command in this process. */
  call(args: readonly string[], more?: Partial<Lab>): Promise<Outcome>;
  /** A worker in a process of its own. */
  spawn(args: readonly string[], environment?: Record<string, string>): WorkerProcess;
}

/** A worker in a process of its own. */
export interface WorkerProcess {
  readonly process: ChildProcess;
  readonly outcome: Promise<Outcome>;
  /** What it said so far. */
  notes(): string;
}

/** Opens such a lab. */
export async function studyLab(): Promise<StudyLab> {
  const tiny = await tinyLab({
    recipes: [slowRecipe(), slowRecipe('test/other'), nothingRecipe()],
  });
  return {
    root: tiny.root,
    text: (...names) => tiny.text(...names),
    remove: () => tiny.remove(),
    async call(args, more = {}) {
      const out: string[] = [];
      const notes: string[] = [];
      const code = await runCommandLine(args, {
        ...tiny.lab(out, notes),
        now: () => Date.now(),
        repositoryRoot: resolve(import.meta.dirname, 'none'),
        commandLine: args,
        ...more,
      });
      return { code, out: out.join('\n'), notes: notes.join('\n') };
    },
    spawn: (args, environment = {}) => spawnWorker(args, tiny.root, environment),
  };
}

function spawnWorker(
  args: readonly string[],
  cwd: string,
  environment: Record<string, string>,
): WorkerProcess {
  const child = spawn(
    process.execPath,
    [
      '--no-warnings',
      '--conditions=@causal-mechanisms/source',
      `--import=${import.meta.resolve('tsx')}`,
      resolve(import.meta.dirname, 'workerProgram.ts'),
      ...args,
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd,
      env: { ...process.env, NODE_OPTIONS: '', CAUSAL_MECHANISMS_BACKEND: 'cpu', ...environment },
    },
  );
  let out = '';
  let notes = '';
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (notes += text.toString()));
  return {
    process: child,
    notes: () => notes,
    outcome: new Promise((done, fail) => {
      child.on('error', fail);
      child.on('close', (code) => done({ code: code ?? -1, out, notes }));
    }),
  };
}
