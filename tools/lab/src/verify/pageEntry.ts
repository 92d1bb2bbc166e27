import { CIRCUMSTANCES, circumstances } from './circumstances.ts';
import type { Circumstances } from './circumstances.ts';
import { typedCommands } from './commandWords.ts';
import type { ExpectedFigures } from './figureRecord.ts';
import type { BlockInfo } from './infoString.ts';
import { measuredCommand } from './measuredCommand.ts';
import type { CommandReader, MeasuredCommand } from './measuredCommand.ts';
import { PageError } from './pageError.ts';
import type { PagePlace } from './pageError.ts';

/** A block of commands or a program, what it was measured on, and the figures that it is held to. */
export interface PageEntry {
  /** Where the block begins. */
  readonly place: PagePlace;
  /** Unique in its page: the anchor of its section, unless the block names another. */
  readonly id: string;
  /** None where a program stands in the block. */
  readonly commands: readonly MeasuredCommand[];
  readonly circumstances: Circumstances;
  /** Whether it runs again within a minute or so. */
  readonly cheap: boolean;
  /** About how many minutes it takes. Default: not kept. */
  readonly minutes?: number;
  /** What it is held to. Default: nothing, its figures stand in the tables alone. */
  readonly figures?: ExpectedFigures;
}

const OWN_KEYS = ['id', 'minutes'];

/**
 * Reads a block of commands, or notes a program.
 *
 * @param id - What to call it.
 * @param lines - Its lines.
 * @param info - What stands behind its fence.
 * @param header - That of the page: what holds where the fence says nothing else.
 * @param place - Where it begins.
 * @param reader - The recipes and scripts there are.
 * @returns The entry, without figures.
 * @throws PageError when a word behind the fence is unknown, or a command could not run today.
 */
export function pageEntry(
  id: string,
  lines: readonly string[],
  { language, flags, values }: BlockInfo,
  header: Readonly<Record<string, string>>,
  place: PagePlace,
  reader: CommandReader,
): PageEntry {
  const keys = [...OWN_KEYS, ...CIRCUMSTANCES];
  const unknown = [
    ...flags.filter((flag) => flag !== (language === 'sh' ? 'cheap' : 'measured')),
    ...Object.keys(values).filter((key) => !keys.includes(key)),
  ];
  if (unknown.length > 0) {
    const known = [language === 'sh' ? 'cheap' : 'measured', ...keys.map((key) => `${key}=`)].join(
      ', ',
    );
    throw new PageError(
      place,
      `unknown word "${unknown.join(' ')}" behind the fence; known are ${known}`,
    );
  }
  const own = Object.fromEntries(Object.entries(values).filter(([key]) => !OWN_KEYS.includes(key)));
  const minutes = values['minutes'] === undefined ? undefined : Number(values['minutes']);
  if (minutes !== undefined && !(minutes > 0 && minutes < Infinity)) {
    throw new PageError(
      place,
      `expected minutes= and a number above 0, got "${values['minutes']}"`,
    );
  }
  const typed =
    language === 'sh' ? typedCommands(lines, { ...place, line: place.line + 1 }) : undefined;
  if (typed?.length === 0) throw new PageError(place, 'this block holds no command');
  return {
    place,
    id,
    commands: (typed ?? []).map((command) => measuredCommand(command, reader)),
    circumstances: circumstances({ ...header, ...own }, place),
    cheap: flags.includes('cheap'),
    ...(minutes === undefined ? {} : { minutes }),
  };
}

/**
 * @param entry - An entry with its figures, where it has some.
 * @param figuresAt - Where their block begins.
 * @param shown - All numbers of the part of the page that the entry stands for.
 * @returns What does not fit together: a cheap entry that is held to nothing or cannot run from here, figures that the page does not show.
 */
export function looseEnds(
  { id, place, cheap, commands, figures }: PageEntry,
  figuresAt: PagePlace | undefined,
  shown: readonly number[],
): PageError[] {
  const found: PageError[] = [];
  if (cheap && figures === undefined) {
    found.push(
      new PageError(place, `"${id}" is cheap; expected a block (\`\`\`json figures) after it`),
    );
  }
  if (cheap || figures !== undefined) {
    const [only, ...more] = commands;
    if (more.length > 0 || only?.plan === undefined) {
      found.push(
        new PageError(place, `"${id}" is to run again; expected one command, "npm run lab -- run"`),
      );
    } else if (Object.keys(only.environment).length > 0) {
      found.push(new PageError(place, `"${id}" is to run again; it cannot set variables`));
    }
  }
  if (figuresAt === undefined) return found;
  for (const [measure, { value }] of Object.entries(figures ?? {})) {
    if (typeof value !== 'number' || isShown(value, shown)) continue;
    found.push(
      new PageError(
        figuresAt,
        `${measure} is ${value}, which the page does not show beside "${id}"`,
      ),
    );
  }
  return found;
}

/** As it is, or in percent. */
function isShown(value: number, shown: readonly number[]): boolean {
  return [value, 100 * value].some((wanted) =>
    shown.some((number) => Math.abs(number - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted))),
  );
}
