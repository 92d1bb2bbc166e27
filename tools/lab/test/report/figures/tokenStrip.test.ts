import { tokenStrip } from '../../../src/report/figures/tokenStrip.ts';
import { FIGURE_COLOURS } from '../../../src/report/page/theme.ts';

const showToken = (token: number): string => (token === 0 ? '' : String(token));
const strip = (tokens: number[], cell: number, marker?: number) =>
  tokenStrip(tokens, {
    x: 100,
    y: 50,
    cell,
    showToken,
    ...(marker === undefined ? {} : { marker }),
  });

/** Text, place and anchor of every sign. */
const signs = (svg: string) =>
  [...svg.matchAll(/<text x="([\d.]+)"[^>]*text-anchor="(\w+)"[^>]*>([^<]*)</g)].map(
    ([, x, anchor, text]) => [text, Number(x), anchor],
  );
const bars = (svg: string) =>
  [...svg.matchAll(/<rect x="([\d.]+)"[^>]*width="([\d.]+)"[^>]*fill="([^"]*)"/g)].map(
    ([, x, width, fill]) => [Number(x), Number(width), fill],
  );

describe('tokenStrip', () => {
  it('writes every sign in the middle of its step, and a dot for a blank', () => {
    const svg = strip([3, 0, 7], 20);
    expect(signs(svg)).toEqual([
      ['3', 110, 'middle'],
      ['7', 150, 'middle'],
    ]);
    expect(svg).toContain('d="M130 62h0"');
    expect(bars(svg)).toEqual([]);
  });

  it('highlights the marker', () => {
    const svg = strip([3, 9, 7], 20, 9);
    expect(bars(svg)).toEqual([[121, 18, FIGURE_COLOURS.mark]]);
    expect(svg.match(/fill="#ffffff"/g)).toHaveLength(1);
  });

  it('has no dots where there is no blank', () => {
    expect(strip([1, 2], 20)).not.toContain('<path');
  });

  it('draws bars where steps are narrow, and writes neighbouring signs together', () => {
    const svg = strip([3, 7, 0, 0, 0, 0, 9, 0], 4, 9);
    expect(bars(svg)).toEqual([
      [100.3, 3.4, FIGURE_COLOURS.ink],
      [104.3, 3.4, FIGURE_COLOURS.ink],
      [124.3, 3.4, FIGURE_COLOURS.mark],
    ]);
    // 13.2 pixels of signs do not fit above 8 pixels of steps: they run on over the blanks.
    expect(signs(svg)).toEqual([
      ['37', 100, 'start'],
      ['9', 126, 'middle'],
    ]);
  });

  it('keeps signs over the middle of their steps at the end, where nothing follows', () => {
    expect(signs(strip([0, 3, 7], 4))).toEqual([['37', 108, 'middle']]);
    expect(signs(strip([3, 7, 0], 7))).toEqual([['37', 107, 'middle']]);
  });
});
