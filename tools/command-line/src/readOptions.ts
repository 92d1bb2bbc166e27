import type { Option, Options } from './options.ts';
import type { SortedArguments } from './sortArguments.ts';

/** The value of an option. */
export type OptionValue<One> = One extends Option<infer Value> ? Value : never;

type Optional<All extends Options> = {
  [Name in keyof All]: undefined extends OptionValue<All[Name]> ? Name : never;
}[keyof All];

/** The values of several options, under their names; those that may lack are optional. */
export type OptionValues<All extends Options> = {
  readonly [Name in Exclude<keyof All, Optional<All>>]: OptionValue<All[Name]>;
} & {
  readonly [Name in Optional<All>]?: Exclude<OptionValue<All[Name]>, undefined>;
};

/**
 * Reads the values of options.
 *
 * @param sorted - The command line.
 * @param options - The options to read; others that were given are left alone.
 * @returns Their values or defaults; a name is left out when there is neither.
 * @throws UsageError when a text is no value of its option.
 */
export function readOptions<All extends Options>(
  { given }: Pick<SortedArguments, 'given'>,
  options: All,
): OptionValues<All> {
  const values = Object.entries(options).map(([name, option]) => [
    name,
    option.read(given.get(name) ?? [], name),
  ]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as OptionValues<All>;
}
