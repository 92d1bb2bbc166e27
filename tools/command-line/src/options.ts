import { expectKnown, UsageError } from './usageError.ts';

/** An option of a command: what follows it, what it means, and how its text becomes a value. */
export interface Option<Value> {
  /** Nothing, one value, or one value each time it is given. */
  readonly takes: 'nothing' | 'value' | 'values';
  /** What stands for the value in the help. */
  readonly placeholder?: string;
  /** For the help. */
  readonly means: string;

  /**
   * Reads the value.
   *
   * @param texts - One text for each time it was given; '' for an option that takes nothing.
   * @param name - Of the option, for messages.
   * @returns The value, or the default when there is no text.
   * @throws UsageError when a text is no such value.
   */
  read(texts: readonly string[], name: string): Value;
}

/** The options of a command, by name without the dashes. */
export type Options = Readonly<Record<string, Option<unknown>>>;

/** What the help says of an option. */
export interface OptionHelp {
  /** What stands for the value. */
  readonly placeholder: string;
  /** What it means. */
  readonly means: string;
}

/** What a count may be. */
export interface CountHelp {
  /** What is counted. */
  readonly means: string;
  /** When it is not given. */
  readonly byDefault: number;
  /** The smallest value that makes sense. */
  readonly least: number;
  /** The largest one. Default: 100 000. */
  readonly most?: number;
}

/**
 * An option without a value.
 *
 * @param means - For the help.
 * @returns True when it is given.
 */
export function flag(means: string): Option<boolean> {
  return { takes: 'nothing', means, read: (texts) => texts.length > 0 };
}

/**
 * An option with a text, given at most once.
 *
 * @param help - For the help.
 * @returns The text, or nothing.
 */
export function text(help: OptionHelp): Option<string | undefined> {
  return value(help, (given) => given);
}

/**
 * An option with a value of any kind, given at most once.
 *
 * @param help - For the help.
 * @param read - Turns the text into the value, or throws a UsageError.
 * @returns The value, or nothing.
 */
export function value<Value>(
  help: OptionHelp,
  read: (text: string) => Value,
): Option<Value | undefined> {
  return {
    ...help,
    takes: 'value',
    read: ([given]) => (given === undefined ? given : read(given)),
  };
}

/**
 * An option that may be given again and again, such as `--set key=value`.
 *
 * @param help - For the help.
 * @param read - Turns one text into one value, or throws a UsageError.
 * @returns The values in the order in which they were given.
 */
export function values<Value>(
  help: OptionHelp,
  read: (text: string) => Value,
): Option<readonly Value[]> {
  return { ...help, takes: 'values', read: (texts) => texts.map((given) => read(given)) };
}

/**
 * An option whose value is a number of things.
 *
 * @param help - For the help, with bounds and default.
 * @returns The count.
 */
export function count({ means, byDefault, least, most = 100_000 }: CountHelp): Option<number> {
  return {
    takes: 'value',
    placeholder: 'N',
    means: `${means} (default: ${byDefault})`,
    read([given], name) {
      if (given === undefined) return byDefault;
      const number = Number(given);
      if (/^\d+$/.test(given) && number >= least && number <= most) return number;
      const bound = number > most ? `at most ${most}` : `at least ${least}`;
      throw new UsageError(`--${name} takes an integer of ${bound}, got "${given}"`);
    },
  };
}

/**
 * An option whose value is one of several names.
 *
 * @param known - The names.
 * @param means - For the help.
 * @returns The name, or nothing.
 */
export function oneOf<Name extends string>(
  known: readonly Name[],
  means: string,
): Option<Name | undefined> {
  return {
    takes: 'value',
    placeholder: 'NAME',
    means,
    read: ([given], name) => (given === undefined ? given : expectKnown(name, given, known)),
  };
}

/**
 * An option whose value is some of several names, with commas between them.
 *
 * @param known - The names, in the order in which they are used.
 * @param means - For the help.
 * @returns The chosen names without repetition, in their own order; all of them when it is not given.
 */
export function someOf<Name extends string>(
  known: readonly Name[],
  means: string,
): Option<readonly Name[]> {
  return {
    takes: 'value',
    placeholder: 'NAMES',
    means: `${means}: ${known.join(',')} or some of them (default: all)`,
    read([given], name) {
      if (given === undefined) return known;
      const parts = given.split(',').map((part) => expectKnown(`--${name}`, part, known));
      return known.filter((one) => parts.includes(one));
    },
  };
}
