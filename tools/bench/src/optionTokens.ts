import { parseArgs } from 'node:util';
import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import { expectKnown } from './options.ts';

/** A command line, sorted but not yet understood. */
export interface OptionTokens {
  /** Words that belong to no option. */
  readonly positionals: readonly string[];
  /** Options with a value, without the dashes. */
  readonly values: ReadonlyMap<string, string>;
  /** Options without a value, without the dashes. */
  readonly flags: ReadonlySet<string>;
}

/** The options that there are, without the dashes. */
export interface KnownOptions {
  /** Those that take a value. */
  readonly values: readonly string[];
  /** Those that take none. */
  readonly flags: readonly string[];
}

/**
 * Sorts the words of a command line.
 *
 * @param args - Without the program's own name.
 * @param known - The options that there are.
 * @returns Words and options.
 * @throws ArgumentError for an unknown option (naming the nearest), one given twice, a missing value or one too many.
 */
export function readTokens(args: readonly string[], known: KnownOptions): OptionTokens {
  const names = [...known.values, ...known.flags];
  const { tokens, positionals } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries(
      names.map((name) => [
        name,
        { type: known.flags.includes(name) ? ('boolean' as const) : ('string' as const) },
      ]),
    ),
  });
  const dashed = names.map((name) => `--${name}`);
  const values = new Map<string, string>();
  const flags = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const name = expectKnown('option', token.rawName, dashed).slice(2);
    if (known.flags.includes(name)) {
      if (token.value !== undefined) throw new ArgumentError(`--${name} takes no value`);
      flags.add(name);
      continue;
    }
    // The parser takes the next word as the value even when it is an option itself.
    const isOption = token.inlineValue !== true && token.value?.startsWith('--') === true;
    if (token.value === undefined || token.value === '' || isOption) {
      throw new ArgumentError(`--${name} needs a value`);
    }
    if (values.has(name)) throw new ArgumentError(`--${name} may be given once only`);
    values.set(name, token.value);
  }
  return { positionals, values, flags };
}
