import type { Option } from './options.ts';

/** Where the columns of the help begin. */
export interface HelpLayout {
  /** Blanks before an option. Default: 2. */
  readonly indent?: number;
  /** Characters of the column of options. Default: 22. */
  readonly width?: number;
}

/**
 * The help of options, a line for each.
 *
 * @param options - The options.
 * @param layout - Where the columns begin.
 * @returns Lines such as `  --pairs N              how often (default: 5)`.
 */
export function helpLines(
  options: Readonly<Record<string, Omit<Option<unknown>, 'read'>>>,
  layout: HelpLayout = {},
): readonly string[] {
  return Object.entries(options).map(([name, { placeholder, means }]) =>
    helpLine(placeholder === undefined ? `--${name}` : `--${name} ${placeholder}`, means, layout),
  );
}

/**
 * One line of a help.
 *
 * @param usage - What to type.
 * @param means - What it does.
 * @param layout - Where the columns begin.
 * @returns The line.
 */
export function helpLine(
  usage: string,
  means: string,
  { indent = 2, width = 22 }: HelpLayout = {},
): string {
  return `${' '.repeat(indent)}${usage.padEnd(width)} ${means}`;
}
