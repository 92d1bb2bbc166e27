import {
  brokenLines,
  svgFigure,
  svgNumber,
  svgText,
  wholePercent,
} from '../../../src/report/figures/svgParts.ts';
import { FIGURE_COLOURS } from '../../../src/report/page/theme.ts';

describe('svgText', () => {
  it('stands in the middle of its place in plain ink', () => {
    expect(svgText(1.234, 5, 'a < b')).toBe(
      `<text x="1.2" y="5" font-size="12.5" font-weight="400" text-anchor="middle" fill="${FIGURE_COLOURS.ink}">a &lt; b</text>`,
    );
  });

  it.each([
    [{ size: 15 }, 'font-size="15"'],
    [{ weight: 600 }, 'font-weight="600"'],
    [{ anchor: 'end' } as const, 'text-anchor="end"'],
    [{ muted: true }, `fill="${FIGURE_COLOURS.muted}"`],
    [{ onHeat: true }, 'fill="#ffffff"'],
    [{ onHeat: true, muted: true }, 'fill="#ffffff"'],
  ])('takes %j', (style, attribute) => {
    expect(svgText(0, 0, 'x', style)).toContain(attribute);
  });
});

describe('svgFigure', () => {
  it('is a document with size, title and parts', () => {
    const figure = svgFigure('A & B', [100.04, 50], ['<g/>', '<path/>']);
    expect(figure).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" .*<g\/><path\/><\/svg>$/,
    );
    expect(figure).toContain('width="100" height="50" viewBox="0 0 100 50"');
    expect(figure).toContain('aria-label="A &amp; B"');
  });
});

describe('svgNumber', () => {
  it.each([
    [1.25, 1.3],
    [1.24, 1.2],
    [-0.04, -0],
    [7, 7],
  ])('writes %d to a tenth of a pixel', (value, written) => {
    expect(svgNumber(value)).toBe(written);
  });
});

describe('wholePercent', () => {
  it.each([
    [0, '0 %'],
    [0.004, '<1 %'],
    [0.005, '1 %'],
    [0.624, '62 %'],
    [0.994, '99 %'],
    [0.995, '>99 %'],
    [1, '100 %'],
    [NaN, '–'],
  ])('writes %d as %s', (share, text) => {
    expect(wholePercent(share)).toBe(text);
  });
});

describe('brokenLines', () => {
  it('breaks between words, and leaves words that are too long whole', () => {
    expect(brokenLines('units of the scene', 8)).toEqual(['units of', 'the', 'scene']);
    expect(brokenLines('a disentanglement b', 5)).toEqual(['a', 'disentanglement', 'b']);
    expect(brokenLines('one', 5)).toEqual(['one']);
  });
});
