import { NARROW_WIDTH } from '../../../src/report/figures/chartParts.ts';
import { heatMap } from '../../../src/report/figures/heatMap.ts';
import { FIGURE_COLOURS } from '../../../src/report/page/theme.ts';

const MATRIX = {
  rows: ['up', 'noise <0.5>'],
  columns: ['0', '1', '2'],
  values: [
    [1, 0, 0.25],
    [0.004, 0.996, 0.5],
  ],
};
const OPTIONS = { title: 'Wins', rowTitle: 'mechanism', columnTitle: 'expert' };

/** Opacity, name and text of every cell. */
function cells(svg: string): string[][] {
  const boxes = [...svg.matchAll(/aria-label="([^"]*)"[^>]* fill-opacity="([\d.]+)"/g)];
  const texts = [
    ...(/layer_1_marks"[^>]*>(.*?)<\/g>/.exec(svg)?.[1] ?? '').matchAll(/>([^<]*)<\/text>/g),
  ];
  expect(texts).toHaveLength(boxes.length);
  return boxes.map(([, name = '', opacity = ''], i) => [opacity, name, texts[i]?.[1] ?? '']);
}

describe('heatMap', () => {
  it('fills each cell by its value and writes it there', async () => {
    const { svg } = await heatMap(MATRIX, OPTIONS);
    expect(cells(svg)).toEqual([
      ['1', 'up, 0: 1.0000', '1'],
      ['0', 'up, 1: 0.0000', '0'],
      ['0.25', 'up, 2: 0.2500', '.25'],
      ['0.004', 'noise &lt;0.5&gt;, 0: 0.0040', '0'],
      ['0.996', 'noise &lt;0.5&gt;, 1: 0.9960', '1'],
      ['0.5', 'noise &lt;0.5&gt;, 2: 0.5000', '.50'],
    ]);
    // What stands on a strong colour is white.
    const colours = [...svg.matchAll(/fill="(#\w+)">[^<]*<\/text>/g)].map(([, colour]) => colour);
    const { ink } = FIGURE_COLOURS;
    expect(colours).toEqual(['#ffffff', ink, ink, ink, '#ffffff', ink]);
  });

  it('has narrow cells on a phone, where numbers still fit in them', async () => {
    const wide = (columns: number) => ({
      rows: ['a long name of a row'],
      columns: Array.from({ length: columns }, (_, i) => String(i)),
      values: [Array<number>(columns).fill(0.25)],
    });
    const widthOf = (svg = '') => Number(/^<svg[^>]*? width="([\d.]+)"/.exec(svg)?.[1]);
    const four = await heatMap(wide(4), OPTIONS);
    expect(widthOf(four.svg)).toBeGreaterThan(NARROW_WIDTH);
    expect(widthOf(four.narrow)).toBeLessThanOrEqual(NARROW_WIDTH);
    expect((await heatMap(wide(2), OPTIONS)).narrow).toBeUndefined();
    // Ten columns are moved sideways.
    expect((await heatMap(wide(10), OPTIONS)).narrow).toBeUndefined();
  });

  it('takes another range, which it cuts off, and another way to write', async () => {
    const matrix = { rows: ['a'], columns: ['b', 'c', 'd', 'e'], values: [[-1, 3, 9, -2]] };
    const show = (value: number) => `v${value}`;
    const { svg } = await heatMap(matrix, { ...OPTIONS, low: -1, high: 7, show });
    expect(cells(svg)).toEqual([
      ['0', 'a, b: -1.0000', 'v-1'],
      ['0.5', 'a, c: 3.0000', 'v3'],
      ['1', 'a, d: 9.0000', 'v9'],
      ['0', 'a, e: -2.0000', 'v-2'],
    ]);
  });

  it('leaves a cell empty that has no value', async () => {
    const { svg, spec } = await heatMap({ rows: ['a'], columns: ['b'], values: [[NaN]] }, OPTIONS);
    expect(svg).toMatch(/aria-label="a, b: NaN"[^>]* fill-opacity="0"/);
    expect(svg).not.toMatch(/>NaN</);
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
  });

  it('labels rows and columns, and frames one cell per row where there is one', async () => {
    const { svg } = await heatMap(MATRIX, { ...OPTIONS, framed: [0, -1] });
    for (const label of [
      '>Wins<',
      '>mechanism<',
      '>expert<',
      '>up<',
      '>noise &lt;0.5&gt;<',
      '>2<',
    ]) {
      expect(svg).toContain(label);
    }
    expect(svg.split(FIGURE_COLOURS.mark)).toHaveLength(2);
    const frame = /d="([^"]*)" stroke="#e8590c"/.exec(svg)?.[1];
    expect(svg.split(`d="${frame ?? ''}"`)).toHaveLength(3);
    expect(svg).toContain(
      `aria-label="up, 0: 1.0000" role="graphics-symbol" aria-roledescription="rect mark" d="${frame ?? ''}"`,
    );
  });

  it('fills signed values by their size, negative ones in another colour', async () => {
    const values = [[-0.5, 0.25, -1.5, 0.001]];
    const matrix = { rows: ['a'], columns: ['b', 'c', 'd', 'e'], values };
    const { svg } = await heatMap(matrix, { ...OPTIONS, signed: true });
    expect(cells(svg).map(([opacity, , text]) => [opacity, text])).toEqual([
      ['0.5', '\u2212.50'],
      ['0.25', '.25'],
      ['1', '\u22121.50'],
      ['0.001', '0'],
    ]);
    const { heat, mark } = FIGURE_COLOURS;
    const fills = [...svg.matchAll(/aria-label="a, \w: [^"]*"[^>]* fill="(#\w+)"/g)];
    expect(fills.map(([, colour]) => colour)).toEqual([mark, heat, mark, heat]);
    const half = await heatMap(matrix, { ...OPTIONS, signed: true, high: 2 });
    const halves = cells(half.svg).map(([opacity]) => opacity);
    expect(halves).toEqual(['0.25', '0.125', '0.75', '0.0005']);
    const none = { rows: ['a'], columns: ['b'], values: [[NaN]] };
    expect((await heatMap(none, { ...OPTIONS, signed: true })).svg).not.toMatch(/>NaN</);
  });

  it('frames several cells of a row', async () => {
    const { svg } = await heatMap(MATRIX, { ...OPTIONS, framed: [[0, 2], []] });
    expect(svg.split(`stroke="${FIGURE_COLOURS.mark}"`)).toHaveLength(3);
  });

  it('keeps rows apart that have the same name', async () => {
    const matrix = { rows: ['noise', 'noise'], columns: ['0'], values: [[0.1], [0.2]] };
    const { svg } = await heatMap(matrix, OPTIONS);
    expect(cells(svg).map(([, , text]) => text)).toEqual(['.10', '.20']);
    expect(svg.split('>noise<')).toHaveLength(3);
  });

  it('slants the names of columns that are wider than a cell', async () => {
    const turned = async (column: string) =>
      /rotate\((?:-40|320)\)/.test(
        (await heatMap({ rows: ['a'], columns: [column], values: [[1]] }, OPTIONS)).svg,
      );
    expect(await turned('7')).toBe(false);
    expect(await turned('invert contrast')).toBe(true);
  });

  it('draws an empty matrix as a title', async () => {
    const { svg } = await heatMap({ rows: [], columns: [], values: [] }, OPTIONS);
    expect(svg).toContain('>Wins<');
    expect(svg).not.toContain('fill-opacity');
  });
});
