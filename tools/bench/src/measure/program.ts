import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import type { ErrorOptions } from '@causal-mechanisms/tensor-utils';

/** A program that was to be timed could not be, or did not say how long it took (`ERR_BENCH`). */
export class BenchError extends CausalMechanismsError {
  override readonly name = 'BenchError';
  /**
   * @param message - Which program, and what happened.
   * @param options - Facts and cause.
   */
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_BENCH', message, options);
  }
}

/** A program to run to its end. */
export interface Program {
  /** What to call it in messages. */
  readonly name: string;
  /** The executable. */
  readonly file: string;
  /** Its arguments. */
  readonly args: readonly string[];
  /** Variables to set besides those of this process. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Runs a program to its end.
 *
 * @param program - What to run.
 * @returns All that it wrote on its standard output.
 * @throws BenchError when it does not start, fails or is killed; the message ends with the error that it wrote.
 */
export async function runProgram(program: Program): Promise<string> {
  const { name, file, args, environment } = program;
  const child = spawn(file, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  const [out, err] = [[] as Buffer[], [] as Buffer[]];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  const ended = await new Promise<number | string>((resolve, reject) => {
    child.on('error', (cause) =>
      reject(new BenchError(`${name}: cannot start ${file}: ${cause.message}`, { cause })),
    );
    child.on('close', (code, signal) => resolve(code ?? signal ?? 'no exit code'));
  });
  if (ended === 0) return Buffer.concat(out).toString();
  const reason = errorIn(Buffer.concat(err).toString());
  throw new BenchError(
    `${name}: ${file} ended with ${ended}${reason === '' ? '' : `: ${reason}`}`,
    {
      data: { ended, file, args },
    },
  );
}

/** The last line that looks like an error, which Node puts above the stack; else the last line. */
function errorIn(output: string): string {
  const lines = output.trimEnd().split('\n');
  return lines.findLast((line) => /^\w*(Error|Exception)\b/.test(line)) ?? lines.at(-1) ?? '';
}

/** What the user wants of every program. */
export interface ProgramRequest {
  /** The sizes, with the number of threads. */
  readonly sizes: Readonly<Record<'threads', number>>;
  /** The backend of our programs, when one was asked for; else the best that loads. */
  readonly backend?: string;
  /** Another peer program, when one was named. */
  readonly peer?: string;
}

/** A program of ours. */
export interface OurDefinition {
  /** What to call it in messages. */
  readonly name: string;
  /** The benchmark that measures it. */
  readonly benchmark: string;
  /** Which of the programs of that benchmark. */
  readonly which: string;
}

/**
 * A program of ours, in a Node started like this one.
 *
 * @param definition - Name, benchmark, and which of its programs.
 * @param request - Sizes and backend.
 * @returns The program.
 */
export function ourProgram(
  { name, benchmark, which }: OurDefinition,
  { sizes, backend }: ProgramRequest,
): Program {
  const threads = String(sizes.threads);
  return {
    name,
    file: process.execPath,
    args: [
      ...process.execArgv,
      fileURLToPath(new URL('../ours.ts', import.meta.url)),
      benchmark,
      which,
      JSON.stringify(sizes),
      ...(backend === undefined ? [] : [backend]),
    ],
    environment: {
      TF_CPP_MIN_LOG_LEVEL: '2',
      TF_NUM_INTRAOP_THREADS: threads,
      TF_NUM_INTEROP_THREADS: '1',
      OMP_NUM_THREADS: threads,
    },
  };
}

/** A peer of a benchmark. */
export interface PeerDefinition {
  /** What to call it in messages. */
  readonly name: string;
  /** Its file in peers/. */
  readonly script: string;
  /** The arguments of the script. */
  readonly args: readonly string[];
}

/**
 * A peer.
 *
 * @param definition - Name, script and arguments.
 * @param request - Threads, and the peer program when another one was named.
 * @param python - The Python that has what it needs.
 * @returns The program.
 */
export function peerProgram(
  { name, script, args }: PeerDefinition,
  { sizes, peer }: ProgramRequest,
  python: string,
): Program {
  const own = fileURLToPath(new URL(`../../peers/${script}`, import.meta.url));
  return {
    name,
    file: python,
    args: [peer ?? own, ...args],
    environment: { OMP_NUM_THREADS: String(sizes.threads) },
  };
}

/**
 * Numbers as options of a peer.
 *
 * @param values - By name.
 * @returns `--name value` for each.
 */
export function peerOptions(values: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) => [`--${name}`, String(value)]);
}
