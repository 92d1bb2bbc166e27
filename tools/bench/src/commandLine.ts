import { EXIT, UsageError } from '@causal-mechanisms/command-line';
import { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import { helpText, parseCommandLine } from './arguments.ts';
import type { BenchCommand } from './arguments.ts';
import type { BenchWorld } from './benchmark.ts';
import { BENCHMARKS } from './benchmarks.ts';

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
  let command: BenchCommand;
  try {
    command = parseCommandLine(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    world.note(`bench: ${error.message}; see --help`);
    return EXIT.usage;
  }
  if (command.kind === 'help') {
    world.out(helpText(BENCHMARKS).trimEnd());
    return EXIT.done;
  }
  try {
    await command.benchmark.run(command.request, world);
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof CausalMechanismsError)) throw error;
    world.note(`bench: ${error.message}`);
    return EXIT.failed;
  }
}
