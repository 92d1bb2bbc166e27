import {
  count,
  EXIT,
  expectKnown,
  helpLines,
  flag,
  readOptions,
  sortArguments,
  UsageError,
} from '@causal-mechanisms/command-line';
import { runFuzz } from './runFuzz.ts';
import { faultLines, SUMMARY_HEAD, summaryRow } from './summary.ts';
import { KINDS } from './targets.ts';

/** What the command has of the world. */
export interface World {
  /** A folder for files. */
  readonly folder: string;
  readonly out: (line: string) => void;
  readonly note: (line: string) => void;
}

const options = {
  count: count({
    means: 'damaged files, of all kinds together',
    byDefault: 40_000,
    least: 8,
    most: 10_000_000,
  }),
  seed: count({ means: 'where the damage is drawn from', byDefault: 1, least: 0 }),
  help: flag('print this'),
};

/**
 * Runs the command `fuzz`.
 *
 * @param args - Kinds, or none for all; options.
 * @param world - Folder and outputs.
 * @returns The exit code: failed when anything but a typed error came of a damaged file.
 */
export async function runCommandLine(args: readonly string[], world: World): Promise<number> {
  try {
    const sorted = sortArguments(args, options);
    const { count: total, seed, help } = readOptions(sorted, options);
    if (help) {
      world.out(`usage: npm run fuzz -- [${KINDS.join(' | ')}]... [OPTIONS]`);
      for (const line of helpLines(options)) world.out(line);
      return EXIT.done;
    }
    const kinds =
      sorted.positionals.length === 0
        ? KINDS
        : sorted.positionals.map((name) => expectKnown('kind', name, KINDS));
    const faults: string[] = [];
    for (const line of SUMMARY_HEAD) world.out(line);
    for (const kind of kinds) {
      const each = Math.ceil(total / kinds.length);
      const result = await runFuzz({ kind, count: each, seed, folder: world.folder });
      world.out(summaryRow(result));
      faults.push(...faultLines(result));
    }
    for (const line of faults) world.note(line);
    return faults.length > 0 ? EXIT.failed : EXIT.done;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    world.note(error.message);
    return EXIT.usage;
  }
}
