import { ArgumentError, CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import { HELP, parseCommandLine } from './arguments.ts';
import type { BenchArguments } from './arguments.ts';
import { expertsGanBenchmark } from './experts-gan/benchmark.ts';
import type { BenchWorld } from './experts-gan/benchmark.ts';

/** How a process ends. */
const EXIT = { done: 0, failed: 1, usage: 2 } as const;

/**
 * Does what a command line asks for.
 *
 * @param args - Without the program's own name.
 * @param world - Where results go, where errors go, how programs run.
 * @returns The exit code: 0, 1 when a measurement failed, 2 for bad usage.
 */
export async function runCommandLine(
  args: readonly string[],
  world: BenchWorld & { readonly note: (line: string) => void },
): Promise<number> {
  let request: BenchArguments;
  try {
    request = parseCommandLine(args);
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    world.note(`bench: ${error.message}; see --help`);
    return EXIT.usage;
  }
  if (request.help) {
    world.out(HELP.trimEnd());
    return EXIT.done;
  }
  try {
    await expertsGanBenchmark(request, world);
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof CausalMechanismsError)) throw error;
    world.note(`bench: ${error.message}`);
    return EXIT.failed;
  }
}
