/**
 * Options, usage errors and help of the commands of this repository.
 *
 * @packageDocumentation
 */
export { EXIT } from './exitCode.ts';
export { helpLine, helpLines } from './helpLines.ts';
export type { HelpLayout } from './helpLines.ts';
export { count, flag, oneOf, someOf, text, value, values } from './options.ts';
export type { CountHelp, Option, OptionHelp, Options } from './options.ts';
export { readOptions } from './readOptions.ts';
export type { OptionValue, OptionValues } from './readOptions.ts';
export { expectPositionals, sortArguments } from './sortArguments.ts';
export type { SortedArguments } from './sortArguments.ts';
export { expectKnown, UsageError } from './usageError.ts';
