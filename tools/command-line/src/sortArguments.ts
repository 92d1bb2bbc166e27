import { parseArgs } from 'node:util';
import type { Option } from './options.ts';
import { expectKnown, UsageError } from './usageError.ts';

/** A command line, sorted but not yet understood. */
export interface SortedArguments {
  /** Words that belong to no option. */
  readonly positionals: readonly string[];
  /** The texts of each option that was given, by name without the dashes; '' where it takes nothing. */
  readonly given: ReadonlyMap<string, readonly string[]>;
}

/**
 * Sorts the words of a command line: `--name value`, `--name=value`, `--name`, and the rest.
 *
 * @param args - Without the names of program and command.
 * @param options - The options that there are.
 * @returns Words and texts.
 * @throws UsageError for an unknown option (naming the nearest), one given twice, a missing value or one too many.
 */
export function sortArguments(
  args: readonly string[],
  options: Readonly<Record<string, Pick<Option<unknown>, 'takes'>>>,
): SortedArguments {
  const { tokens, positionals } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries(
      Object.entries(options).map(([name, { takes }]) => [
        name,
        { type: takes === 'nothing' ? ('boolean' as const) : ('string' as const) },
      ]),
    ),
  });
  const dashed = Object.keys(options).map((name) => `--${name}`);
  const given = new Map<string, readonly string[]>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const name = expectKnown('option', token.rawName, dashed).slice(2);
    const takes = options[name]?.takes;
    if (takes === 'nothing') {
      if (token.value !== undefined) throw new UsageError(`--${name} takes no value`);
      given.set(name, ['']);
      continue;
    }
    // The parser takes the next word as the value even when it is an option itself.
    const isOption = token.inlineValue !== true && token.value?.startsWith('--') === true;
    if (token.value === undefined || token.value === '' || isOption) {
      throw new UsageError(`--${name} needs a value`);
    }
    const earlier = given.get(name) ?? [];
    if (earlier.length > 0 && takes !== 'values') {
      throw new UsageError(`--${name} may be given once only`);
    }
    given.set(name, [...earlier, token.value]);
  }
  return { positionals, given };
}

/**
 * Checks how many words there are besides the options.
 *
 * @param command - For messages.
 * @param positionals - The words.
 * @param least - The smallest number.
 * @param most - The largest number.
 * @throws UsageError when there are fewer or more.
 */
export function expectPositionals(
  command: string,
  positionals: readonly string[],
  least: number,
  most: number,
): void {
  if (positionals.length < least) {
    throw new UsageError(`${command}: too few arguments; see --help`);
  }
  if (positionals.length > most) {
    throw new UsageError(`${command}: unexpected argument "${positionals[most] ?? ''}"`);
  }
}
