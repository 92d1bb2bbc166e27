/** A table of text: the header, then the rows. */
export interface TextTable {
  /** One title per column. */
  readonly header: readonly string[];
  /** One text per column and row. */
  readonly rows: readonly (readonly string[])[];
  /** Columns that stand back on a page, such as the paper's, by place. Default: none. */
  readonly quiet?: readonly number[];
  /** Whether no column stands out on a page. Default: the second one does. */
  readonly even?: boolean;
}

/**
 * Lays a table out for a terminal.
 *
 * @param table - The table.
 * @returns Lines with a rule under the header; columns are as wide as their widest text.
 */
export function formatTable({ header, rows }: TextTable): string {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    widths
      .map((width, column) => (cells[column] ?? '').padEnd(width))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [line(header), rule, ...rows.map(line)].join('\n');
}
