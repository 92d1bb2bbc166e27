import { stretchesWhere } from './stretches.ts';
import { svgNumber, svgText } from './svgParts.ts';
import { FIGURE_COLOURS } from '../page/theme.ts';

/** The height of a {@link tokenStrip} in pixels. */
export const TOKEN_STRIP = 24;

/** Options of {@link tokenStrip}. */
export interface TokenStripOptions {
  /** Its left edge in pixels. */
  readonly x: number;
  /** Its upper edge in pixels. */
  readonly y: number;
  /** The width of a step in pixels. */
  readonly cell: number;
  /** The token to highlight. Default: none. */
  readonly marker?: number;
  /**
   * @param token - Of the input.
   * @returns A sign for it; nothing for a blank, which is drawn as a dot.
   */
  readonly showToken: (token: number) => string;
}

/** A step must be as wide as this to hold its own sign. */
const ROOM_FOR_SIGN = 8;
const SIGN_WIDTH = 6.6;

/**
 * Draws the input of a sequence above a raster.
 *
 * @param tokens - One per step.
 * @param options - Where, and how to write a token.
 * @returns SVG elements. Where steps are narrow, the signs of neighbouring tokens stand together above bars in their place.
 */
export function tokenStrip(tokens: readonly number[], options: TokenStripOptions): string {
  const { x, y, cell, marker, showToken } = options;
  const middle = (step: number): number => svgNumber(x + cell * (step + 0.5));
  const signs = tokens.map(showToken);
  const narrow = cell < ROOM_FOR_SIGN;
  const line = narrow ? y + TOKEN_STRIP - 5 : y + 12;
  const base = narrow ? y + 9 : y + 16;
  const ofMarker = (step: number): boolean => marker !== undefined && tokens[step] === marker;
  const dots = signs.flatMap((sign, step) => (sign === '' ? [`M${middle(step)} ${line}h0`] : []));
  const parts = [
    dots.length === 0
      ? ''
      : `<path d="${dots.join('')}" stroke="${FIGURE_COLOURS.muted}" stroke-width="${narrow ? 1.6 : 2.4}" stroke-linecap="round"/>`,
  ];
  signs.forEach((sign, step) => {
    if (sign === '') return;
    if (narrow) {
      const colour = ofMarker(step) ? FIGURE_COLOURS.mark : FIGURE_COLOURS.ink;
      const width = Math.max(1.5, cell - 0.6);
      parts.push(
        `<rect x="${svgNumber(middle(step) - width / 2)}" y="${line - 4}" width="${svgNumber(width)}" height="8" fill="${colour}"/>`,
      );
    } else if (ofMarker(step)) {
      const side = Math.min(cell, 18);
      parts.push(
        `<rect x="${svgNumber(middle(step) - side / 2)}" y="${y + 2}" width="${side}" height="20" rx="4" fill="${FIGURE_COLOURS.mark}"/>`,
        svgText(middle(step), base, sign, { size: signSize(cell), weight: 700, onHeat: true }),
      );
    } else {
      parts.push(svgText(middle(step), base, sign, { size: signSize(cell), weight: 600 }));
    }
  });
  if (narrow) {
    const groups = [
      ...stretchesWhere(signs.length, (step) => signs[step] !== '' && !ofMarker(step)),
      ...stretchesWhere(signs.length, ofMarker),
    ];
    for (const { from, to } of groups) {
      const written = signs.slice(from, to).join('');
      const start = x + cell * from;
      const wider = SIGN_WIDTH * written.length > cell * (to - from);
      // Signs that need more room than their steps run on over the blanks that follow.
      parts.push(
        wider && to < signs.length && to - from > 1
          ? svgText(start, base, written, { size: 11, weight: 600, anchor: 'start' })
          : svgText((start + x + cell * to) / 2, base, written, { size: 11, weight: 600 }),
      );
    }
  }
  return parts.join('');
}

function signSize(cell: number): number {
  return Math.min(12.5, svgNumber(cell + 2.5));
}
