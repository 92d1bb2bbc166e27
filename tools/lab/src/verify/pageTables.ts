import type { PagePart, TableRow } from './pageParts.ts';

/**
 * @param rows - Of a table on a page of results.
 * @returns Whether a figure stands in it: a digit behind the first column.
 */
export function holdsFigures(rows: readonly TableRow[]): boolean {
  return rows.some(({ cells }) => cells.slice(1).some((cell) => /\d/.test(cell)));
}

/**
 * @param rows - Of a table on any other page, where most tables explain.
 * @returns Whether it is one of figures: in half of its rows or more a cell behind the first column begins with a number.
 */
export function isMostlyFigures(rows: readonly TableRow[]): boolean {
  const withFigures = rows.filter(({ cells }) =>
    cells.slice(1).some((cell) => /^[-−+±~<>≤≥]?\s*\.?\d/.test(cell)),
  );
  return rows.length > 0 && 2 * withFigures.length >= rows.length;
}

/**
 * @param before - What stands before a table.
 * @returns Whether it says that the table holds no measurements, and what it holds instead.
 */
export function isLeftOut(before: PagePart | undefined): boolean {
  return before?.kind === 'comment' && /^not measured:\s*\S/.test(before.text);
}

/**
 * @param text - Of a cell or a line.
 * @returns The numbers in it, such as 0.52, -3, .98 and 70000 for `70 000`.
 */
export function numbersIn(text: string): number[] {
  const joined = text.replaceAll('..', ' ').replaceAll(/(?<=\d)[ ,](?=\d{3}(?!\d))/g, '');
  const found = joined.replaceAll('−', '-').match(/(?<![\w.])-?(\d+\.?\d*|\.\d+)(e-?\d+)?/g) ?? [];
  return found.map(Number);
}
