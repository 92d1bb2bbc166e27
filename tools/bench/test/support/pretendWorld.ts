import { BenchError } from '../../src/measure/program.ts';
import type { Program } from '../../src/measure/program.ts';

/** A world in which nothing is run: keeps what was to be run, and what was printed. */
export interface PretendWorld {
  /** To hand to a benchmark. */
  readonly world: {
    readonly out: (line: string) => void;
    readonly note: (line: string) => void;
    readonly run: (program: Program) => Promise<string>;
  };
  /** Programs that were run, in order. */
  readonly programs: Program[];
  /** Lines of results. */
  readonly out: string[];
  /** Lines of errors. */
  readonly note: string[];
}

/**
 * A world in which programs only pretend to run.
 *
 * @param report - What a program prints.
 * @param fails - Whether a program fails. Default: none does.
 * @returns The world and what happened in it.
 */
export function pretendWorld(
  report: (program: Program) => Readonly<Record<string, unknown>>,
  fails: (program: Program) => boolean = () => false,
): PretendWorld {
  const programs: Program[] = [];
  const out: string[] = [];
  const note: string[] = [];
  const run = (program: Program): Promise<string> => {
    programs.push(program);
    if (fails(program)) return Promise.reject(new BenchError(`${program.name}: broken`));
    return Promise.resolve(`${JSON.stringify(report(program))}\n`);
  };
  const world = {
    out: (line: string) => void out.push(line),
    note: (line: string) => void note.push(line),
    run,
  };
  return { world, programs, out, note };
}
