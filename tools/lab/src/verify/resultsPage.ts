import { headerValues } from './circumstances.ts';
import { expectedFigures } from './figureRecord.ts';
import { headingAnchor } from './headingAnchor.ts';
import { blockInfo, measures } from './infoString.ts';
import type { CommandReader } from './measuredCommand.ts';
import { looseEnds, pageEntry } from './pageEntry.ts';
import type { PageEntry } from './pageEntry.ts';
import { PageError } from './pageError.ts';
import type { PagePlace } from './pageError.ts';
import { pageParts } from './pageParts.ts';
import type { PagePart, TableRow } from './pageParts.ts';
import { holdsFigures, isLeftOut, numbersIn } from './pageTables.ts';

/** What a page of results says. */
export interface ResultsPage {
  /** Its path from the root of the repository. */
  readonly page: string;
  readonly entries: readonly PageEntry[];
  /** What is wrong with it, in the order of its lines. */
  readonly findings: readonly PageError[];
}

/** An entry while its page is read. */
interface OpenEntry {
  entry: PageEntry;
  /** Where its block of figures begins. */
  figuresAt?: PagePlace;
  /** The numbers of the part of the page that it stands for. */
  readonly numbers: number[];
}

/** A heading and what stands below it, down to the next of its level. */
interface Section {
  readonly level: number;
  readonly anchor: string;
  /** What measured the tables that follow; `broken` where its block could not be read. */
  current?: OpenEntry | 'broken';
}

/**
 * Reads a page of results. The figures of a table come from the block of commands before it in its section, or in the section around that.
 *
 * @param page - Its path from the root of the repository.
 * @param text - Its content.
 * @param reader - The recipes and scripts there are.
 * @returns Its entries, and what is wrong with it.
 */
export function resultsPage(page: string, text: string, reader: CommandReader): ResultsPage {
  const findings: PageError[] = [];
  const attempt = <Value>(body: () => Value): Value | undefined => {
    try {
      return body();
    } catch (error) {
      if (!(error instanceof PageError)) throw error;
      findings.push(error);
      return undefined;
    }
  };
  const opened: OpenEntry[] = [];
  attempt(() => {
    const { header, parts } = pageParts(page, text);
    const defaults = attempt(() => {
      if (header !== undefined) return headerValues(header, page);
      const wanted = 'expected a header between --- and --- with date, processor and backend';
      throw new PageError({ page, line: 1 }, wanted);
    });
    const sections: Section[] = [{ level: 0, anchor: 'top' }];
    const around = (): Section['current'] =>
      sections.findLast(({ current }) => current !== undefined)?.current;
    const keep = (words: string): void => {
      const open = around();
      if (open !== undefined && open !== 'broken') open.numbers.push(...numbersIn(words));
    };
    const readBlock = (part: Extract<PagePart, { kind: 'block' }>): void => {
      const place = { page, line: part.line };
      const info = attempt(() => blockInfo(part.info, place));
      if (info?.language === 'json' && info.flags.includes('figures')) {
        attempt(() => addFigures(around(), part.lines, place));
        return;
      }
      if (info !== undefined && !measures(info)) return;
      const section = sections.at(-1) as Section;
      section.current = 'broken';
      if (info === undefined || defaults === undefined) return;
      const taken = opened.map(({ entry }) => entry.id);
      const id = info.values['id'] ?? freeId(section.anchor, taken);
      attempt(() => {
        if (taken.includes(id)) throw new PageError(place, `"${id}" is the name of another block`);
        const entry = pageEntry(id, part.lines, info, defaults, place, reader);
        const open = { entry, numbers: [] };
        opened.push(open);
        section.current = open;
      });
    };
    parts.forEach((part, index) => {
      switch (part.kind) {
        case 'heading':
          while ((sections.at(-1)?.level ?? 0) >= part.level) sections.pop();
          sections.push({ level: part.level, anchor: headingAnchor(part.text) });
          break;
        case 'block':
          readBlock(part);
          break;
        case 'table':
          for (const { cells } of part.rows) keep(cells.join(' | '));
          if (around() === undefined && holdsFigures(part.rows) && !isLeftOut(parts[index - 1])) {
            findings.push(withoutCommand(page, part.rows));
          }
          break;
        case 'text':
          keep(part.text);
          break;
        case 'comment':
          break;
      }
    });
  });
  for (const { entry, figuresAt, numbers } of opened) {
    findings.push(...looseEnds(entry, figuresAt, numbers));
  }
  return {
    page,
    entries: opened.map(({ entry }) => entry),
    findings: findings.sort((one, other) => one.place.line - other.place.line),
  };
}

function freeId(anchor: string, taken: readonly string[]): string {
  if (!taken.includes(anchor)) return anchor;
  let number = 2;
  while (taken.includes(`${anchor}-${number}`)) number++;
  return `${anchor}-${number}`;
}

function addFigures(to: Section['current'], lines: readonly string[], place: PagePlace): void {
  if (to === 'broken') return;
  if (to === undefined) throw new PageError(place, 'no command stands before these figures');
  if (to.figuresAt !== undefined) {
    throw new PageError(place, `"${to.entry.id}" has figures at line ${to.figuresAt.line} already`);
  }
  to.entry = { ...to.entry, figures: expectedFigures(lines, place) };
  to.figuresAt = place;
}

function withoutCommand(page: string, rows: readonly TableRow[]): PageError {
  const [{ line, cells } = { line: 1, cells: [] }, ...more] = rows;
  const named = `the row "${cells[0] ?? ''}"${more.length === 0 ? '' : ` and ${more.length} more`}`;
  return new PageError(
    { page, line },
    `no command stands before ${named}; put the one that measured it into a block (\`\`\`sh) above the table, or <!-- not measured: what it is instead -->`,
  );
}
