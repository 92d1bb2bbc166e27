import { escapeMarkup } from './page/theme.ts';
import { REPORT_STYLE } from './page/style.ts';

/** A row of the page: texts, and where the first of them leads. */
export interface IndexRow {
  /** One text per column. */
  readonly cells: readonly string[];
  /** A path from the page. Default: it leads nowhere. */
  readonly link?: string;
}

/** By this line a page is known as one of these, and may be written over. */
export const INDEX_MARK = '<meta name="generator" content="causal-mechanisms lab runs">';

/**
 * Writes the list of runs as one page that opens offline.
 *
 * @param title - Above it.
 * @param header - One title per column.
 * @param rows - The rows.
 * @param notes - Lines below it.
 * @returns The HTML document.
 */
export function runIndexPage(
  title: string,
  header: readonly string[],
  rows: readonly IndexRow[],
  notes: readonly string[],
): string {
  const cell = (text: string, tag: 'th' | 'td', link?: string): string => {
    const content = escapeMarkup(text);
    return `<${tag}>${link === undefined ? content : `<a href="${escapeMarkup(link)}">${content}</a>`}</${tag}>`;
  };
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    INDEX_MARK,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeMarkup(title)}</title>`,
    `<style>${REPORT_STYLE}</style>`,
    '</head>',
    `<body><main><header><h1>${escapeMarkup(title)}</h1></header><section><div class="table"><table class="even">`,
    `<thead><tr>${header.map((text) => cell(text, 'th')).join('')}</tr></thead>`,
    '<tbody>',
    ...rows.map(
      ({ cells, link }) =>
        `<tr>${cells.map((text, column) => cell(text, 'td', column === 0 ? link : undefined)).join('')}</tr>`,
    ),
    '</tbody></table></div></section>',
    ...notes.map((note) => `<p>${escapeMarkup(note)}</p>`),
    '<footer>Made with causal-mechanisms.</footer></main></body>',
    '</html>',
    '',
  ].join('\n');
}
