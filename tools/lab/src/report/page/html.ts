import type { TextTable } from '../tables/textTable.ts';
import type { DrawnRow } from '../figures/imageGrid.ts';
import type { Report, ReportBlock, ReportSection } from '../section.ts';
import { REPORT_STYLE } from './style.ts';
import { escapeMarkup, followTheme } from './theme.ts';

/**
 * Writes a report as one self-contained page: it opens offline, light or dark as the reader's system asks.
 *
 * @param report - What to show.
 * @returns The HTML document; the only address in it is that of the paper.
 */
export function reportPage(report: Report): string {
  const { title, kicker, headline, badges, cards, sections, documents, paper } = report;
  const body = [
    '<header>',
    `<div class="kicker">${escapeMarkup(kicker)}</div>`,
    `<h1>${escapeMarkup(title)}</h1>`,
    `<p class="headline">${escapeMarkup(headline)}</p>`,
    '<div class="badges">',
    ...badges.map(
      ({ text, warning = false }) =>
        `<span class="badge${warning ? ' warning' : ''}">${escapeMarkup(text)}</span>`,
    ),
    '</div></header>',
    cards.length === 0 ? '' : '<div class="cards">',
    ...cards.map(
      ({ value, label, note }) =>
        `<div class="card"><div class="value">${escapeMarkup(value)}</div><div class="label">${wholeTerms(escapeMarkup(label))}</div>` +
        `${note === undefined ? '' : `<div class="note">${escapeMarkup(note)}</div>`}</div>`,
    ),
    cards.length === 0 ? '' : '</div>',
    ...sections.map(section),
    ...documents.map(
      (document) =>
        `<details><summary>${escapeMarkup(document.title)}</summary><pre>${escapeMarkup(document.text)}</pre></details>`,
    ),
    '<footer>',
    paper === undefined
      ? ''
      : `Paper: <a href="${escapeMarkup(paper.url)}">${escapeMarkup(paper.title)}</a>. `,
    'Made with causal-mechanisms.</footer>',
  ];
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeMarkup(title)}</title>`,
    `<style>${REPORT_STYLE}</style>`,
    '</head>',
    '<body><main>',
    ...body.filter((line) => line !== ''),
    '</main></body>',
    '</html>',
    '',
  ].join('\n');
}

/** @returns The markup, with arrows such as `A-&gt;B` and terms such as `exp(-Delta)` that no line break cuts. */
function wholeTerms(markup: string): string {
  return markup.replaceAll(/\S+(?:-&gt;|\(-)\S+/g, '<span class="whole">$&</span>');
}

function section({ title, text, blocks }: ReportSection): string {
  const explained = text === undefined ? '' : `<p>${escapeMarkup(text)}</p>`;
  return `<section><h2>${escapeMarkup(title)}</h2>${explained}<div class="blocks">${blocks.map(block).join('\n')}</div></section>`;
}

function block(content: ReportBlock): string {
  switch (content.kind) {
    case 'figure':
      return figure(
        withoutNamespace(followTheme(content.svg)),
        content.caption,
        widthOf(content.svg) > COLUMN,
      );
    case 'images':
      return figure(imageTable(content.rows, content.columns), content.caption);
    case 'table':
      return `<div class="table">${table(content.table)}</div>`;
  }
}

/** Wider figures would be shrunk beside another one until nobody can read them. */
const COLUMN = 700;

function widthOf(svg: string): number {
  return Number(/^<svg[^>]*? width="([\d.]+)"/.exec(svg)?.[1] ?? 0);
}

function figure(content: string, caption: string | undefined, wide = false): string {
  const below = caption === undefined ? '' : `<figcaption>${escapeMarkup(caption)}</figcaption>`;
  return `<figure${wide ? ' class="wide"' : ''}><div class="scroll">${content}</div>${below}</figure>`;
}

/** An SVG element inside HTML needs no namespace, and then the page holds no address but the paper's. */
function withoutNamespace(svg: string): string {
  return svg.replaceAll(/ xmlns(:xlink)?="[^"]*"/g, '');
}

function imageTable(rows: readonly DrawnRow[], columns: readonly string[] | undefined): string {
  const width = Math.max(...rows.map(({ images }) => images.length), columns?.length ?? 0);
  const head =
    columns === undefined
      ? []
      : [
          '<div class="row-label head"></div>',
          ...Array.from(
            { length: width },
            (_, index) => `<div class="column">${escapeMarkup(columns[index] ?? '')}</div>`,
          ),
        ];
  const cells = rows.flatMap(({ label, images }) => [
    ...captionsOf(images, width),
    `<div class="row-label">${escapeMarkup(label)}</div>`,
    ...Array.from({ length: width }, (_, index) => {
      const image = images[index];
      if (image === undefined) return '<span></span>';
      const place = image.caption ?? columns?.[index] ?? String(index + 1);
      const name = escapeMarkup(label === '' ? place : `${label}, ${place}`);
      return `<img src="${image.source}" alt="${name}"${image.framed ? ' class="framed"' : ''}>`;
    }),
  ]);
  return `<div class="images" style="grid-template-columns:auto repeat(${width}, max-content);padding:3px">${[...head, ...cells].join('')}</div>`;
}

/** @returns A line of its own for what stands above the images of a row, where anything does. */
function captionsOf(images: DrawnRow['images'], width: number): readonly string[] {
  if (!images.some(({ caption }) => caption !== undefined)) return [];
  return [
    '<div class="row-label head"></div>',
    ...Array.from(
      { length: width },
      (_, index) => `<div class="column">${escapeMarkup(images[index]?.caption ?? '')}</div>`,
    ),
  ];
}

function table({ header, rows, quiet, even = false }: TextTable): string {
  const line = (cells: readonly string[], tag: 'th' | 'td'): string => {
    const marked = cells.map((cell, column) => {
      const mark = quiet?.includes(column) === true ? ' class="quiet"' : '';
      return `<${tag}${mark}>${wholeTerms(escapeMarkup(cell))}</${tag}>`;
    });
    return `<tr>${marked.join('')}</tr>`;
  };
  const body = rows.map((row) => line(row, 'td')).join('');
  const kind = quiet !== undefined ? ' class="models"' : even ? ' class="even"' : '';
  return `<table${kind}><thead>${line(header, 'th')}</thead><tbody>${body}</tbody></table>`;
}
