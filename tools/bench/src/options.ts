import { ArgumentError, nearestName } from '@causal-mechanisms/tensor-utils';

/** An option whose value is a number of things. */
export interface CountOption {
  /** What is counted, for the help. */
  readonly means: string;
  /** When it is not given. */
  readonly byDefault: number;
  /** The smallest value that makes sense. */
  readonly least: number;
}

/** An option whose value is some of several names, with commas between them; all of them when it is not given. */
export interface ChoiceOption {
  /** What is chosen, for the help. */
  readonly means: string;
  /** The names, in the order in which they are used. */
  readonly known: readonly string[];
}

/** The counts that every benchmark has. */
export const SHARED_COUNTS = {
  pairs: { means: 'how often ours and the peers alternate', byDefault: 5, least: 1 },
  iterations: { means: 'timed iterations of each process', byDefault: 12, least: 1 },
  warmup: { means: 'iterations before those', byDefault: 3, least: 1 },
  threads: { means: 'threads of each program', byDefault: 2, least: 1 },
} as const satisfies Readonly<Record<string, CountOption>>;

/** The backends that can be asked for. */
export const BACKENDS = ['node-gpu', 'node', 'wasm'] as const;

/** The options of every benchmark whose value is text, and what they mean. */
export const SHARED_TEXTS = {
  'peer-python': 'a Python with torch, for the peer (default: python3, when it has torch)',
  peer: 'another peer program (default: the one of the benchmark, in peers/)',
  backend: `${BACKENDS.join(', ')} (default: the best that loads)`,
} as const;

/** The options without a value, and what they mean. */
export const FLAGS = {
  json: 'print one JSON document',
  help: 'print this',
} as const;

/**
 * Reads a count.
 *
 * @param name - Of the option, for the message.
 * @param option - What it may be.
 * @param text - As given. Default: not given.
 * @returns The count, or the default.
 * @throws ArgumentError when the text is no such count.
 */
export function readCount(name: string, option: CountOption, text: string | undefined): number {
  if (text === undefined) return option.byDefault;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= option.least && value <= 100_000) return value;
  throw new ArgumentError(`--${name} takes an integer of at least ${option.least}, got "${text}"`);
}

/**
 * Reads a choice of names.
 *
 * @param name - Of the option, for the message.
 * @param option - What can be chosen.
 * @param text - As given, such as `a,b`. Default: not given.
 * @returns The chosen names without repetition, in the order of the option; all of them by default.
 * @throws ArgumentError when a name is not known.
 */
export function readChoice(
  name: string,
  { known }: ChoiceOption,
  text: string | undefined,
): readonly string[] {
  if (text === undefined) return known;
  const chosen = new Set(text.split(',').map((part) => expectKnown(`--${name}`, part, known)));
  return known.filter((one) => chosen.has(one));
}

/**
 * Checks a name.
 *
 * @param kind - What it names, for the message.
 * @param name - As given.
 * @param known - What there is.
 * @returns The name.
 * @throws ArgumentError for any other, with the nearest one or the whole list.
 */
export function expectKnown(kind: string, name: string, known: readonly string[]): string {
  if (known.includes(name)) return name;
  const nearest = nearestName(name, known);
  throw new ArgumentError(
    nearest === undefined
      ? `unknown ${kind} "${name}" (known: ${known.join(', ')})`
      : `unknown ${kind} "${name}", did you mean "${nearest}"?`,
    { data: { name, known } },
  );
}
