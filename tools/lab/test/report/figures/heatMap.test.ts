import { heatMap } from '../../../src/report/figures/heatMap.ts';
import { FIGURE_COLOURS, followTheme } from '../../../src/report/page/theme.ts';

const MATRIX = {
  rows: ['up', 'noise <0.5>'],
  columns: ['0', '1', '2'],
  values: [
    [1, 0, 0.25],
    [0.004, 0.996, 0.5],
  ],
};
const OPTIONS = { title: 'Wins', rowTitle: 'mechanism', columnTitle: 'expert' };

function cells(svg: string) {
  const pattern =
    /<rect class="cell"[^>]*fill-opacity="([\d.]+)"><title>([^<]*)<\/title><\/rect><text[^>]*>([^<]*)<\/text>/g;
  return [...svg.matchAll(pattern)].map(([, opacity, title, text]) => [opacity, title, text]);
}

describe('heatMap', () => {
  it('fills each cell by its value and writes it there', () => {
    expect(cells(heatMap(MATRIX, OPTIONS))).toEqual([
      ['1.000', 'up, 0: 1.0000', '1'],
      ['0.000', 'up, 1: 0.0000', '0'],
      ['0.250', 'up, 2: 0.2500', '.25'],
      ['0.004', 'noise &lt;0.5&gt;, 0: 0.0040', '0'],
      ['0.996', 'noise &lt;0.5&gt;, 1: 0.9960', '1'],
      ['0.500', 'noise &lt;0.5&gt;, 2: 0.5000', '.50'],
    ]);
  });

  it('takes another range and another way to write', () => {
    const matrix = { rows: ['a'], columns: ['b', 'c'], values: [[-1, 3]] };
    const svg = heatMap(matrix, { ...OPTIONS, low: -1, high: 7, show: (value) => `v${value}` });
    expect(cells(svg)).toEqual([
      ['0.000', 'a, b: -1.0000', 'v-1'],
      ['0.500', 'a, c: 3.0000', 'v3'],
    ]);
  });

  it('labels rows and columns, and frames one cell per row where there is one', () => {
    const svg = heatMap(MATRIX, { ...OPTIONS, framed: [0, -1] });
    for (const label of ['Wins', 'mechanism', 'expert', '>up<', '>noise &lt;0.5&gt;<', '>2<']) {
      expect(svg).toContain(label);
    }
    expect(svg.split(FIGURE_COLOURS.mark)).toHaveLength(2);
  });

  it('draws an empty matrix as a title', () => {
    const svg = heatMap({ rows: [], columns: [], values: [] }, OPTIONS);
    expect(svg).toContain('Wins');
    expect(cells(svg)).toEqual([]);
  });
});

describe('followTheme', () => {
  it('leaves no fixed colour of the theme', () => {
    const svg = followTheme(heatMap(MATRIX, { ...OPTIONS, framed: [0, 1] }));
    for (const colour of Object.values(FIGURE_COLOURS)) expect(svg).not.toContain(colour);
    expect(svg).toContain('fill="var(--figure-heat)"');
  });
});
