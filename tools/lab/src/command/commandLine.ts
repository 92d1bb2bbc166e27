import { EXIT, UsageError } from '@causal-mechanisms/command-line';
import { CausalMechanismsError, ConfigError } from '@causal-mechanisms/tensor-utils';
import { parseCommandLine } from './arguments/arguments.ts';
import type { Command } from './arguments/arguments.ts';
import { commandHelp, helpText } from './arguments/helpText.ts';
import { recipeHelp } from './recipeHelp.ts';
import { data } from './data.ts';
import { list } from './list.ts';
import { report } from './report.ts';
import { run } from './run/run.ts';
import { sweep } from './run/sweep.ts';
import { train } from './train/train.ts';
import { trainFolders } from './train/trainFolders.ts';
import { trainImages } from './train/trainImages.ts';
import { trainSequences } from './train/trainSequences.ts';
import { typedFileError } from '../run/files/fileAccess.ts';
import { InterruptedError } from '../run/interrupted.ts';
import { versionText } from '../run/provenance.ts';
import { runs } from './runIndex/runs.ts';
import { verify } from './verify.ts';
import { findRecipe } from './lab.ts';
import type { Lab } from './lab.ts';

/**
 * Does what a command line asks for.
 *
 * @param args - Without the program's own name.
 * @param lab - The recipes; terminal, clock, folders, request to stop.
 * @returns The exit code: 0, 1 for a failed run, 2 for bad usage, 130 when interrupted.
 */
export async function runCommandLine(args: readonly string[], lab: Lab): Promise<number> {
  const verbose = args.includes('--verbose');
  try {
    await dispatch(parseCommandLine(args), lab);
    return EXIT.done;
  } catch (thrown) {
    if (thrown instanceof InterruptedError) return EXIT.interrupted;
    const error = typedFileError(thrown);
    lab.terminal.note(`lab: ${describe(error, verbose)}`);
    return error instanceof UsageError || error instanceof ConfigError ? EXIT.usage : EXIT.failed;
  }
}

async function dispatch(command: Command, lab: Lab): Promise<void> {
  switch (command.command) {
    case 'help':
      lab.terminal.out(help(command, lab));
      return;
    case 'version':
      lab.terminal.out(await versionText(lab.repositoryRoot));
      return;
    case 'list':
      list(command, lab);
      return;
    case 'run':
      return run(command, lab);
    case 'sweep':
      return sweep(command, lab);
    case 'worker': {
      // Only who works on studies pays for the client of the queue.
      const { worker } = await import('./study/worker.ts');
      return worker(command, lab);
    }
    case 'study': {
      const { study } = await import('./study/study.ts');
      return study(command, lab);
    }
    case 'train':
      if (command.system === 'experts-gan') return trainFolders(command, lab);
      if (command.system === 'rims') return trainSequences(command, lab);
      return command.system === 'dear-scm' ? trainImages(command, lab) : train(command, lab);
    case 'report':
      return report(command, lab);
    case 'runs':
      return runs(command, lab);
    case 'verify':
      return verify(command, lab);
    case 'data':
      return data(command, lab);
  }
}

function help({ topic, recipe, system }: Extract<Command, { command: 'help' }>, lab: Lab): string {
  if (topic === undefined) return helpText();
  const text = commandHelp(topic, system);
  return recipe === undefined ? text : `${text}\n\n${recipeHelp(findRecipe(recipe, lab))}`;
}

function describe(error: unknown, verbose: boolean): string {
  if (!(error instanceof Error)) return String(error);
  if (verbose) return stacks(error);
  return error instanceof CausalMechanismsError
    ? error.message
    : `${error.message} (--verbose shows where)`;
}

/** The stack of an error and of those that led to it. */
function stacks(error: Error): string {
  const own = error.stack ?? error.message;
  return error.cause instanceof Error ? `${own}\ncaused by: ${stacks(error.cause)}` : own;
}
