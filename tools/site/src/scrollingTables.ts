import type { MarkdownParser } from './markdownParser.ts';

/**
 * Puts a box around every table, which scrolls where a table is wider than the page: a table itself cannot.
 *
 * @param parser - Gets two rules.
 */
export function scrollingTables({ renderer: { rules } }: MarkdownParser): void {
  rules['table_open'] = () => '<div class="site-table"><table>\n';
  rules['table_close'] = () => '</table></div>\n';
}
