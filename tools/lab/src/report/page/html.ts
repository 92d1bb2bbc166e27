import type { TextTable } from '../tables/textTable.ts';
import type { DrawnRow } from '../figures/imageGrid.ts';
import type { Report, ReportBlock, ReportSection } from '../section.ts';
import { explainedTerms } from '../glossary/explain.ts';
import type { Term } from '../glossary/terms.ts';
import { NARROW_WIDTH } from '../figures/chartParts.ts';
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
  const explained = explainedTerms(report);
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
    termList(explained.top),
    ...sections.map((one, place) => section(one, explained.sections[place] ?? [])),
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

function section({ title, text, blocks }: ReportSection, terms: readonly Term[]): string {
  const explained = text === undefined ? '' : `<p>${escapeMarkup(text)}</p>`;
  return `<section><h2>${escapeMarkup(title)}</h2>${explained}${termList(terms)}<div class="blocks">${blocks.map(block).join('\n')}</div></section>`;
}

/** What the terms mean, where they stand first. */
function termList(terms: readonly Term[]): string {
  if (terms.length === 0) return '';
  const entries = terms.map(
    ({ name, meaning }) => `<dt>${escapeMarkup(name)}</dt><dd>${escapeMarkup(meaning)}</dd>`,
  );
  return `<dl class="terms">${entries.join('')}</dl>`;
}

function block(content: ReportBlock): string {
  switch (content.kind) {
    case 'figure':
      return figure(drawn(content), content.caption, widthOf(content.svg) > COLUMN);
    case 'images':
      return figure(scrolled(imageRows(content.rows, content.columns)), content.caption);
    case 'table':
      return `<div class="table">${table(content.table)}</div>`;
  }
}

/** Wider figures have a row of their own: no figure is ever shrunk, or nobody could read its letters. */
const COLUMN = 560;

function widthOf(svg: string): number {
  return Number(/^<svg[^>]*? width="([\d.]+)"/.exec(svg)?.[1] ?? 0);
}

function figure(content: string, caption: string | undefined, wide = false): string {
  const below = caption === undefined ? '' : `<figcaption>${escapeMarkup(caption)}</figcaption>`;
  return `<figure${wide ? ' class="wide"' : ''}>${content}${below}</figure>`;
}

/** On a narrow phone its figure shrinks a little: letters of 12 pixels keep 11 of them. What is too wide for any phone is moved sideways. */
const LEAST_SHRUNK = 0.92;

/** What is wider than its place can be moved sideways. */
function scrolled(content: string, screen = ''): string {
  return `<div class="scroll${screen}">${content}</div>`;
}

function drawn({ svg, narrow }: Extract<ReportBlock, { kind: 'figure' }>): string {
  const onPage = (text: string): string => withoutNamespace(followTheme(text));
  if (narrow === undefined) return scrolled(onPage(svg));
  const natural = widthOf(narrow);
  const width = natural > NARROW_WIDTH ? natural : LEAST_SHRUNK * natural;
  const least = `<svg style="min-width:${Math.round(width)}px"`;
  const shown = onPage(narrow).replace('<svg', least);
  return scrolled(onPage(svg), ' on-wide') + scrolled(shown, ' on-narrow');
}

/** An SVG element inside HTML needs no namespace, and then the page holds no address but the paper's. */
function withoutNamespace(svg: string): string {
  return svg.replaceAll(/ xmlns(:xlink)?="[^"]*"/g, '');
}

/**
 * On a wide page, a grid with titles above its columns; on a narrow one every row wraps, and each image has its own title.
 */
function imageRows(rows: readonly DrawnRow[], columns: readonly string[] | undefined): string {
  const width = Math.max(...rows.map(({ images }) => images.length), columns?.length ?? 0);
  const titles = [
    ...(columns ?? []),
    ...rows.flatMap(({ images }) => images.flatMap(({ caption }) => caption ?? [])),
  ];
  const lines = rows.map(({ label, images }, row) => {
    const captioned = images.some(({ caption }) => caption !== undefined);
    // Where rows have no titles of their own, those of the columns stand above the first one.
    const titled = captioned || (row === 0 && columns !== undefined);
    const cells = Array.from({ length: width }, (_, index) => {
      const image = images[index];
      const title = (captioned ? image?.caption : columns?.[index]) ?? '';
      if (image === undefined) return `<div class="cell empty">${titleOf(title)}</div>`;
      const place = image.caption ?? columns?.[index] ?? String(index + 1);
      const name = escapeMarkup(label === '' ? place : `${label}, ${place}`);
      const mark = image.framed ? ' class="framed"' : '';
      return `<div class="cell">${titleOf(title)}<img src="${image.source}" alt="${name}"${mark}></div>`;
    });
    return `<div class="row${titled ? ' titled' : ''}"><div class="row-label">${escapeMarkup(label)}</div>${cells.join('')}</div>`;
  });
  const perLine = imagesPerLine(width, titles);
  const style = `--columns:${width};--per-line:${perLine}`;
  return `<div class="images${perLine < width ? ' wraps' : ''}" style="${style}">${lines.join('')}</div>`;
}

/** On a phone: the pixels of a line, between two images, of the smallest image, and of a letter of its title. */
const PHONE = { line: 318, gap: 5, image: 41, letter: 6 };

/** @returns How many images stand in a line on a phone, so that no word of a title is cut and all lines are about as long. */
function imagesPerLine(count: number, titles: readonly string[]): number {
  const longest = Math.max(
    ...titles.flatMap((title) => title.split(/[ -]/)).map(({ length }) => length),
    0,
  );
  const least = Math.max(PHONE.image, PHONE.letter * longest);
  const most = Math.max(1, Math.floor((PHONE.line + PHONE.gap) / (least + PHONE.gap)));
  return Math.ceil(count / Math.ceil(count / most));
}

function titleOf(text: string): string {
  return text === '' ? '' : `<span class="column">${escapeMarkup(text)}</span>`;
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
