import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';

const BIN = resolve(import.meta.dirname, '../bin/lab.mjs');

/** What a command printed and how it ended. */
export interface LabOutcome {
  readonly code: number | null;
  readonly out: string;
  readonly notes: string;
}

/** A running command. */
export interface LabProcess {
  readonly process: ChildProcess;
  readonly outcome: Promise<LabOutcome>;
}

/** Starts the real command in a folder that is not the repository. */
export function startLab(args: readonly string[], cwd: string): LabProcess {
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', CAUSAL_MECHANISMS_DATA: '' },
  });
  let out = '';
  let notes = '';
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (notes += text.toString()));
  const outcome = new Promise<LabOutcome>((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ code, out, notes }));
  });
  return { process: child, outcome };
}

/** Runs the real command to its end. */
export function runLab(args: readonly string[], cwd: string): Promise<LabOutcome> {
  return startLab(args, cwd).outcome;
}
