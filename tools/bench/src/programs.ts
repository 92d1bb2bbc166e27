import { fileURLToPath } from 'node:url';
import type { BenchRequest } from './benchmark.ts';
import type { Program } from './childProcess.ts';

/** A program of a benchmark. */
export interface ProgramDefinition {
  /** What to call it in messages. */
  readonly name: string;
  /** Where its script is: a path, or a file URL. */
  readonly script: string | URL;
  /** The arguments of the script. */
  readonly args: readonly string[];
}

/**
 * A program of ours, in a Node started like this one.
 *
 * @param definition - Name, script and arguments; a backend that was asked for becomes the last argument.
 * @param request - Threads and backend.
 * @returns The program.
 */
export function ourProgram(
  { name, script, args }: ProgramDefinition,
  { sizes, backend }: BenchRequest,
): Program {
  const { threads = 1 } = sizes;
  return {
    name,
    file: process.execPath,
    args: [
      ...process.execArgv,
      pathOf(script),
      ...args,
      ...(backend === undefined ? [] : [backend]),
    ],
    environment: {
      TF_CPP_MIN_LOG_LEVEL: '2',
      TF_NUM_INTRAOP_THREADS: String(threads),
      TF_NUM_INTEROP_THREADS: '1',
      OMP_NUM_THREADS: String(threads),
    },
  };
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
  { name, script, args }: ProgramDefinition,
  { sizes, peer }: BenchRequest,
  python: string,
): Program {
  return {
    name,
    file: python,
    args: [peer ?? pathOf(script), ...args],
    environment: { OMP_NUM_THREADS: String(sizes['threads']) },
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

function pathOf(script: string | URL): string {
  return typeof script === 'string' ? script : fileURLToPath(script);
}
