import { PageError } from './pageError.ts';

/** A row of a table. */
export interface TableRow {
  /** Its line, counted from 1. */
  readonly line: number;
  /** The texts between the bars. */
  readonly cells: readonly string[];
}

/** A piece of a page. `line` is the first of it, counted from 1. */
export type PagePart =
  | {
      readonly kind: 'heading';
      readonly line: number;
      /** 1 for `#`. */
      readonly level: number;
      readonly text: string;
    }
  | {
      readonly kind: 'block';
      readonly line: number;
      /** What follows the fence that opens it, such as `sh cheap`. */
      readonly info: string;
      /** Its content, a text a line. */
      readonly lines: readonly string[];
    }
  | { readonly kind: 'table'; readonly line: number; readonly rows: readonly TableRow[] }
  | { readonly kind: 'comment'; readonly line: number; readonly text: string }
  | { readonly kind: 'text'; readonly line: number; readonly text: string };

/** A page in pieces. */
export interface PageParts {
  /** The lines between `---` and `---` at its top; nothing where it begins otherwise. The first is line 2. */
  readonly header: readonly string[] | undefined;
  /** The rest; empty lines are left out. */
  readonly parts: readonly PagePart[];
}

const FENCE = /^\s*(`{3,}|~{3,})\s*(.*)$/;
const RULE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

/**
 * Takes a Markdown page apart, as far as figures and commands go.
 *
 * @param page - Its path, for messages.
 * @param text - Its content.
 * @returns Headings, fenced blocks, tables, comments and lines of text in their order.
 * @throws PageError when a header, block or comment has no end.
 */
export function pageParts(page: string, text: string): PageParts {
  const lines = text.split(/\r?\n/);
  const parts: PagePart[] = [];
  const header = headerOf(page, lines);
  let next = header === undefined ? 0 : header.length + 2;
  while (next < lines.length) {
    const line = next + 1;
    const current = lines[next] ?? '';
    const fence = FENCE.exec(current);
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(current);
    if (fence !== null) {
      const closing = new RegExp(`^\\s*${(fence[1] ?? '').replaceAll('`', '\\`')}\\s*$`);
      const end = endOf(page, lines, next, 'block', (candidate) => closing.test(candidate));
      parts.push({
        kind: 'block',
        line,
        info: (fence[2] ?? '').trim(),
        lines: lines.slice(next + 1, end),
      });
      next = end + 1;
    } else if (heading !== null) {
      const [, marks = '', title = ''] = heading;
      parts.push({ kind: 'heading', line, level: marks.length, text: title });
      next++;
    } else if (/^\s*<!--/.test(current)) {
      const ends = (candidate: string): boolean => candidate.includes('-->');
      const end = ends(current) ? next : endOf(page, lines, next, 'comment', ends);
      const whole = lines.slice(next, end + 1).join('\n');
      parts.push({ kind: 'comment', line, text: whole.replace(/^\s*<!--|-->[^]*$/g, '').trim() });
      next = end + 1;
    } else if (current.includes('|') && isRule(lines[next + 1])) {
      const first = next + 2;
      next = first;
      while (next < lines.length && (lines[next] ?? '').includes('|')) next++;
      const rows = lines.slice(first, next).map((row, index) => ({
        line: first + index + 1,
        cells: cellsOf(row),
      }));
      parts.push({ kind: 'table', line, rows });
    } else {
      if (current.trim() !== '') parts.push({ kind: 'text', line, text: current });
      next++;
    }
  }
  return { header, parts };
}

function headerOf(page: string, lines: readonly string[]): readonly string[] | undefined {
  if (lines[0] !== '---') return undefined;
  return lines.slice(
    1,
    endOf(page, lines, 0, 'header', (line) => line === '---'),
  );
}

function endOf(
  page: string,
  lines: readonly string[],
  start: number,
  what: string,
  isEnd: (line: string) => boolean,
): number {
  const end = lines.findIndex((line, index) => index > start && isEnd(line));
  if (end === -1) throw new PageError({ page, line: start + 1 }, `this ${what} has no end`);
  return end;
}

function isRule(line: string | undefined): boolean {
  return line !== undefined && line.includes('|') && RULE.test(line);
}

function cellsOf(row: string): string[] {
  return row
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}
