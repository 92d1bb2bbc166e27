import type { DrawnRow } from '../figures/imageGrid.ts';
import { brokenLines, LETTER_WIDTH, svgFigure, svgNumber, svgText } from '../figures/svgParts.ts';
import { escapeMarkup, FIGURE_COLOURS } from '../page/theme.ts';

/** Rows of images, as a report shows them. */
export interface Strip {
  /** Enlarged images. */
  readonly rows: readonly DrawnRow[];
  /** Titles above the columns. Default: none. */
  readonly columns?: readonly string[];
}

const GAP = 5;
/** Titles above images: their size, a line, and a letter, all in pixels. */
const TITLE = { size: 11.5, line: 14, letter: 6.2 };

/**
 * Draws rows of images as one figure: the images themselves are in it.
 *
 * @param title - Read out by screen readers.
 * @param strip - The rows.
 * @returns SVG text.
 */
export function stripDrawing(title: string, { rows, columns }: Strip): string {
  const sizes = rows.flatMap(({ images }) => images.map(({ source }) => sizeOf(source)));
  const cell = Math.max(...sizes.map(({ width }) => width), 1);
  const letters = Math.max(...rows.map(({ label }) => label.length), 0);
  const left = letters === 0 ? 2 : LETTER_WIDTH * letters + 14;
  const count = Math.max(...rows.map(({ images }) => images.length), columns?.length ?? 0);
  const parts: string[] = [];
  let y = 2;
  rows.forEach(({ label, images }, row) => {
    const captioned = images.some(({ caption }) => caption !== undefined);
    const titles = captioned
      ? images.map(({ caption = '' }) => caption)
      : row === 0
        ? (columns ?? [])
        : [];
    const lines = titles.map((text) => brokenLines(text, cell / TITLE.letter));
    const above = TITLE.line * Math.max(...lines.map(({ length }) => length), 0);
    lines.forEach((words, column) => {
      words.forEach((text, line) => {
        const base = y + above - TITLE.line * (words.length - 1 - line) - 4;
        const middle = left + (cell + GAP) * column + cell / 2;
        parts.push(svgText(middle, base, text, { size: TITLE.size, muted: true }));
      });
    });
    y += above;
    const height = Math.max(...images.map(({ source }) => sizeOf(source).height), 1);
    if (label !== '') {
      parts.push(svgText(left - 10, y + height / 2 + 4.5, label, { anchor: 'end' }));
    }
    images.forEach(({ source, framed }, column) => {
      const size = sizeOf(source);
      const place = `x="${svgNumber(left + (cell + GAP) * column)}" y="${svgNumber(y)}" width="${size.width}" height="${size.height}"`;
      const frame = framed
        ? `<rect ${place} fill="none" stroke="${FIGURE_COLOURS.mark}" stroke-width="3"/>`
        : '';
      parts.push(`<image ${place} href="${escapeMarkup(source)}"/>${frame}`);
    });
    y += height + GAP;
  });
  return svgFigure(title, [left + (cell + GAP) * count, y + 2], parts);
}

/** A PNG says its size at the same place, always. */
function sizeOf(source: string): { width: number; height: number } {
  const head = Buffer.from(source.slice(source.indexOf(',') + 1, 80), 'base64');
  return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
}
