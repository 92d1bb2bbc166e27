import { activationRaster } from '../../../src/report/figures/activationRaster.ts';
import type { ActivationRasterOptions } from '../../../src/report/figures/activationRaster.ts';
import { FIGURE_COLOURS, followTheme } from '../../../src/report/page/theme.ts';

const SEQUENCE = {
  tokens: [3, 7, 0, 0, 9, 0, 0],
  active: [
    [1, 1, 0, 0, 0, 1, 1],
    [0, 1, 1, 1, 1, 0, 1],
  ],
};
const OPTIONS: ActivationRasterOptions = {
  title: 'One <sequence>',
  phases: [
    { label: 'symbols', from: 0, to: 2 },
    { label: 'gap', from: 2, to: 5 },
    { label: 'recall', from: 5, to: 7 },
  ],
  marker: 9,
};

function bars(svg: string) {
  const pattern =
    /<rect class="active" x="([\d.]+)" y="(\d+)" width="([\d.]+)"[^>]*><title>([^<]*)<\/title>/g;
  return [...svg.matchAll(pattern)].map(([, x, y, width, title]) => ({
    x: Number(x),
    y: Number(y),
    width: Number(width),
    title,
  }));
}

const SHAPE_ERROR = expect.objectContaining({ code: 'ERR_SHAPE' }) as Error;
const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, t]) => t);

describe('activationRaster', () => {
  it('draws one bar per stretch of active steps', () => {
    const drawn = bars(activationRaster(SEQUENCE, OPTIONS));
    expect(drawn.map(({ title }) => title)).toEqual([
      'module 1: active from step 0 to 1',
      'module 1: active from step 5 to 6',
      'module 2: active from step 1 to 4',
      'module 2: active at step 6',
    ]);
    const [first, second, third, fourth] = drawn;
    const cell = fourth?.width ?? NaN;
    expect(drawn.map(({ width }) => width / cell)).toEqual([2, 2, 4, 1]);
    expect((second?.x ?? 0) - (first?.x ?? 0)).toBeCloseTo(5 * cell);
    expect(third?.y).toBeGreaterThan(second?.y ?? Infinity);
  });

  it('writes the share of each phase and of all steps behind each row', () => {
    const written = texts(activationRaster(SEQUENCE, OPTIONS));
    const row = written.indexOf('module 2');
    expect(written.slice(row + 1, row + 5)).toEqual(['50 %', '100 %', '50 %', '71 %']);
    expect(written).toEqual(expect.arrayContaining(['symbols', 'gap', 'recall', 'all', '3', '7']));
  });

  it('sorts by the activity in a phase', () => {
    const rows = (sortBy: string) =>
      texts(activationRaster(SEQUENCE, { ...OPTIONS, modules: ['a', 'b'], sortBy })).filter(
        (text) => text === 'a' || text === 'b',
      );
    expect(rows('gap')).toEqual(['b', 'a']);
    expect(rows('symbols')).toEqual(['a', 'b']);
  });

  it('highlights the marker, and draws blanks as dots', () => {
    const svg = activationRaster(SEQUENCE, OPTIONS);
    expect(svg).toMatch(
      new RegExp(`<rect [^>]*fill="${FIGURE_COLOURS.mark}"/><text[^>]*>9</text>`),
    );
    expect(svg.match(/M[\d.]+ [\d.]+h0/g)).toHaveLength(4);
    const { marker, ...plain } = OPTIONS;
    expect(marker).toBe(9);
    expect(activationRaster(SEQUENCE, plain)).not.toContain(FIGURE_COLOURS.mark);
  });

  it.each([7, 70, 250])('is no wider than a page with %d steps, and small', (steps) => {
    const tokens = Array.from({ length: steps }, (_, step) => (step < 5 ? 8 : 0));
    const active = Array.from({ length: 6 }, (_, module) =>
      tokens.map((_, step) => Number(step % 3 > module % 3)),
    );
    const svg = activationRaster({ tokens, active }, OPTIONS);
    expect(Number(/width="([\d.]+)"/.exec(svg)?.[1])).toBeLessThanOrEqual(1121);
    expect(svg.length).toBeLessThan(90_000);
  });

  it('writes the signs of narrow steps together', () => {
    const tokens = [1, 2, 3, 4, ...Array.from({ length: 200 }, () => 0)];
    const svg = activationRaster({ tokens, active: [tokens] }, OPTIONS);
    expect(texts(svg)).toContain('1234');
  });

  it('takes other signs, and draws an empty sequence', () => {
    const showToken = (token: number) => 'abcdefghij'.charAt(token);
    expect(texts(activationRaster(SEQUENCE, { ...OPTIONS, showToken }))).toContain('h');
    expect(activationRaster({ tokens: [], active: [] }, { title: 'none' })).toContain('none');
  });

  it('refuses masks and names that do not fit', () => {
    const wrong = { tokens: [1, 2], active: [[1]] };
    expect(() => activationRaster(wrong, OPTIONS)).toThrow(SHAPE_ERROR);
    expect(() => activationRaster(SEQUENCE, { ...OPTIONS, modules: ['a'] })).toThrow(SHAPE_ERROR);
  });

  it('follows the theme and escapes what it is given', () => {
    const svg = followTheme(activationRaster(SEQUENCE, OPTIONS));
    for (const colour of Object.values(FIGURE_COLOURS)) expect(svg).not.toContain(colour);
    expect(svg).toContain('One &lt;sequence&gt;');
  });
});
