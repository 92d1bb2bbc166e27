import { escapeMarkup, FIGURE_COLOURS } from '../page/theme.ts';

/** How a text in a figure looks. */
export interface TextStyle {
  /** In pixels. Default: 12.5. */
  readonly size?: number;
  /** From 400 (plain) to 700 (bold). Default: 400. */
  readonly weight?: number;
  /** Which end of the text stands at its place. Default: `middle`. */
  readonly anchor?: 'start' | 'middle' | 'end';
  /** Whether it stands back. Default: false. */
  readonly muted?: boolean;
  /** Whether it stands on a strong colour. Default: false. */
  readonly onHeat?: boolean;
}

/** The mean width of a letter of the common size, in pixels: text cannot be measured before it is drawn. */
export const LETTER_WIDTH = 7.2;

/**
 * @param x - From the left, in pixels.
 * @param y - The base line from the top, in pixels.
 * @param content - Any text.
 * @param style - How it looks.
 * @returns A text element.
 */
export function svgText(x: number, y: number, content: string, style: TextStyle = {}): string {
  const { size = 12.5, weight = 400, anchor = 'middle' } = style;
  const ink = style.muted === true ? FIGURE_COLOURS.muted : FIGURE_COLOURS.ink;
  const fill = style.onHeat === true ? '#ffffff' : ink;
  const place = `x="${svgNumber(x)}" y="${svgNumber(y)}"`;
  return `<text ${place} font-size="${size}" font-weight="${weight}" text-anchor="${anchor}" fill="${fill}">${escapeMarkup(content)}</text>`;
}

/**
 * @param title - Read out by screen readers.
 * @param size - Width and height in pixels.
 * @param parts - What there is to see.
 * @returns An SVG document.
 */
export function svgFigure(
  title: string,
  size: readonly [width: number, height: number],
  parts: readonly string[],
): string {
  const [width, height] = size.map(svgNumber);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" role="img" aria-label="${escapeMarkup(title)}">${parts.join('')}</svg>`;
}

/**
 * @param text - Any text.
 * @param letters - How many fit in a line.
 * @returns Lines of at most so many letters, where words allow it.
 */
export function brokenLines(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && longer.length <= letters) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/**
 * @param value - A length in pixels.
 * @returns It to a tenth of a pixel.
 */
export function svgNumber(value: number): number {
  return Math.round(10 * value) / 10;
}

/**
 * @param share - Such as 0.62.
 * @returns Such as `62 %`; a small share that is not zero is not written as zero, nor a large one as all.
 */
export function wholePercent(share: number): string {
  if (Number.isNaN(share)) return '–';
  if (share > 0 && share < 0.005) return '<1 %';
  if (share < 1 && share >= 0.995) return '>99 %';
  return `${Math.round(100 * share)} %`;
}
