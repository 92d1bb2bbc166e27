import { PageError } from './pageError.ts';
import type { PagePlace } from './pageError.ts';

/** A command of a block, in words. */
export interface TypedCommand {
  /** Where its first word stands. */
  readonly place: PagePlace;
  /** Variables that are set before it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Its words, without quotes. */
  readonly words: readonly string[];
}

/** What only a shell understands: a command of a page is read here, and never given to one. */
const FOR_SHELLS = /[;&|<>$`(){}[\]*?!~\\]/;

/**
 * Reads the commands of a block: one a line; a backslash at the end of a line goes on in the next one, `#` begins a remark.
 *
 * @param lines - The lines of the block.
 * @param first - Where the first of them stands.
 * @returns The commands in words.
 * @throws PageError for quotes without end, and for what only a shell could run.
 */
export function typedCommands(lines: readonly string[], first: PagePlace): TypedCommand[] {
  const commands: TypedCommand[] = [];
  for (let index = 0; index < lines.length; index++) {
    const place = { ...first, line: first.line + index };
    let text = lines[index] ?? '';
    while (text.endsWith('\\')) {
      index++;
      const more = lines[index];
      if (more === undefined) throw new PageError(place, 'a command ends with a backslash');
      text = `${text.slice(0, -1)}${more}`;
    }
    const words = wordsOf(text, place);
    const set = words.findIndex((word) => !/^[A-Z][A-Z0-9_]*=/.test(word));
    const variables = words.slice(0, set === -1 ? words.length : set);
    if (words.length === 0) continue;
    if (set === -1) throw new PageError(place, 'variables are set, and no command follows');
    commands.push({
      place,
      environment: Object.fromEntries(
        variables.map((word) => {
          const at = word.indexOf('=');
          return [word.slice(0, at), word.slice(at + 1)];
        }),
      ),
      words: words.slice(set),
    });
  }
  return commands;
}

function wordsOf(text: string, place: PagePlace): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "'" || character === '"') {
      const end = text.indexOf(character, at + 1);
      if (end === -1) throw new PageError(place, `a quote ${character} has no end`);
      const quoted = text.slice(at + 1, end);
      if (character === '"' && /[$`\\]/.test(quoted)) {
        throw new PageError(place, `between double quotes a shell would change "${quoted}"`);
      }
      word = `${word ?? ''}${quoted}`;
      at = end;
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === '#' && word === undefined) break;
    else if (FOR_SHELLS.test(character)) {
      throw new PageError(
        place,
        `"${character}" is for a shell; write one command a line, and quote what is meant as it stands`,
      );
    } else word = `${word ?? ''}${character}`;
  }
  return word === undefined ? words : [...words, word];
}
