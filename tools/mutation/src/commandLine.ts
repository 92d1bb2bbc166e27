import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import {
  EXIT,
  UsageError,
  count,
  expectPositionals,
  flag,
  helpLines,
  readOptions,
  sortArguments,
} from '@causal-mechanisms/command-line';
import { readPackage } from './readPackage.ts';
import { reportLines, score } from './report.ts';
import { openCache } from './resultCache.ts';
import { runMutation } from './runMutation.ts';

/** What the command has of the world. */
export interface World {
  readonly workingDirectory: string;
  /** Where results are kept. */
  readonly cacheFolder: string;
  readonly out: (line: string) => void;
  readonly note: (line: string) => void;
}

const options = {
  workers: count({ means: 'processes at once', byDefault: 2, least: 1, most: 64 }),
  budget: count({ means: 'seconds of tests per change and round', byDefault: 30, least: 1 }),
  near: flag('only the tests of the changed files'),
  'at-least': count({
    means: 'fail below this score in percent',
    byDefault: 0,
    least: 0,
    most: 100,
  }),
  forget: flag('try all mutants anew'),
  help: flag('print this'),
};

/**
 * Runs the command `mutation`.
 *
 * @param args - A folder, parts of paths of its sources, options.
 * @param world - Folders and outputs.
 * @returns The exit code.
 */
export async function runCommandLine(args: readonly string[], world: World): Promise<number> {
  try {
    const sorted = sortArguments(args, options);
    const { 'at-least': least, forget, help, ...how } = readOptions(sorted, options);
    if (help) {
      world.out('usage: npm run mutation -- PACKAGE [PART OF A PATH...] [OPTIONS]');
      for (const line of helpLines(options)) world.out(line);
      return EXIT.done;
    }
    expectPositionals('mutation', sorted.positionals, 1, Infinity);
    const [name = '', ...patterns] = sorted.positionals;
    const folder = resolve(world.workingDirectory, name);
    if (!existsSync(join(folder, 'src'))) throw new UsageError(`mutation: no package in ${folder}`);
    const cache = openCache(join(world.cacheFolder, `${basename(folder)}.json`), forget);
    const results = await runMutation(readPackage(folder, patterns), {
      ...how,
      cache,
      note: world.note,
    });
    for (const line of reportLines(results)) world.out(line);
    return score(results) < least ? EXIT.failed : EXIT.done;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    world.note(error.message);
    return EXIT.usage;
  }
}
