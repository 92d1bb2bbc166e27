import type { Option } from '@causal-mechanisms/command-line';
import type { Measurement } from './measure/measuredProcess.ts';
import type { Program } from './measure/program.ts';

/** Where a benchmark writes, and how it runs programs. */
export interface BenchWorld {
  /** Takes one line of the result. */
  readonly out: (line: string) => void;
  /** Runs a program. Default: as a child process. */
  readonly run?: (program: Program) => Promise<string>;
}

/** The counts that every process is told. */
export type SharedSize = 'iterations' | 'warmup' | 'threads';

/** What the user wants of a benchmark. */
export interface BenchRequest<Size extends string = string, Choice extends string = string> {
  /** The sizes, the same for all programs. */
  readonly sizes: Readonly<Record<Size | SharedSize, number>>;
  /** The chosen names, by option. */
  readonly choices: Readonly<Record<Choice, readonly string[]>>;
  /** How often the programs alternate. */
  readonly pairs: number;
  /** The backend of our program, when one was asked for; else the best that loads. */
  readonly backend?: string;
  /** The Python for the peer, when one was named. */
  readonly peerPython?: string;
  /** Another peer program, when one was named. */
  readonly peer?: string;
  /** Print one JSON document instead of the table. */
  readonly json: boolean;
}

/** Something that can be timed beside its peers. */
export interface Benchmark<Size extends string = string, Choice extends string = string> {
  /** As the command line names it. */
  readonly name: string;
  /** What is timed, for the help. */
  readonly title: string;
  /** Its own sizes, by option. */
  readonly sizes: Readonly<Record<Size, Option<number>>>;
  /** Its own choices of names, by option. */
  readonly choices: Readonly<Record<Choice, Option<readonly string[]>>>;

  /**
   * Checks what no option can check alone. Default: nothing.
   *
   * @param request - What the user wants.
   * @throws UsageError when its parts do not fit together.
   */
  check?(request: BenchRequest<Size, Choice>): void;

  /**
   * Times ours and the peers in turns, each in a fresh process, and writes what was found.
   *
   * @param request - What the user wants.
   * @param world - Where to write.
   * @throws BenchError when a program fails, or when the Python that was named does not run.
   */
  run(request: BenchRequest<Size, Choice>, world: BenchWorld): Promise<void>;

  /**
   * Measures a program of ours, in the process that `run` has started for it; loads what it needs for that.
   *
   * @param which - Which program.
   * @param sizes - The sizes of the request.
   * @returns What was measured.
   */
  measure(which: string, sizes: BenchRequest<Size>['sizes']): Promise<Measurement>;
}
