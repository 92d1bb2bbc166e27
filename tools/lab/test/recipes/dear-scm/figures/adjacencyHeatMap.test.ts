import { adjacencyHeatMap } from '../../../../src/recipes/dear-scm/figures/adjacencyHeatMap.ts';
import { FIGURE_COLOURS } from '../../../../src/report/page/theme.ts';

const FACTORS = ['light', 'length'];
const A = [Float64Array.of(0, -0.5), Float64Array.of(0.25, 0)];

const opacities = (svg: string) =>
  [...svg.matchAll(/aria-label="([^"]*)"[^>]* fill-opacity="([\d.]+)"/g)].map(
    ([, said, opacity]) => [said, opacity],
  );

describe('adjacencyHeatMap', () => {
  it('is as strong as the largest entry, with signs', async () => {
    const { svg } = await adjacencyHeatMap(FACTORS, A);
    expect(opacities(svg)).toEqual([
      ['light, light: 0.0000', '0'],
      ['light, length: -0.5000', '1'],
      ['length, light: 0.2500', '0.5'],
      ['length, length: 0.0000', '0'],
    ]);
    for (const text of ['>Learned A<', '>cause<', '>effect<', '>\u2212.50<', '>.25<', '>0<']) {
      expect(svg).toContain(text);
    }
  });

  it('frames true edges, and takes a title and a range', async () => {
    const truth = [Uint8Array.of(0, 1), Uint8Array.of(0, 0)];
    const { svg } = await adjacencyHeatMap(FACTORS, A, { truth, title: 'A at seed 2', high: 1 });
    expect(svg).toContain('>A at seed 2<');
    expect(svg.split(`stroke="${FIGURE_COLOURS.mark}"`)).toHaveLength(2);
    expect(opacities(svg).map(([, opacity]) => opacity)).toEqual(['0', '0.5', '0.25', '0']);
  });

  it('draws the start of training, where all is 0', async () => {
    const { svg } = await adjacencyHeatMap(['a'], [[0]]);
    expect(opacities(svg)).toEqual([['a, a: 0.0000', '0']]);
  });

  it('refuses a matrix of another size', () => {
    expect(() => adjacencyHeatMap(FACTORS, [[0, 1]])).toThrow(
      'adjacencyHeatMap: expected adjacency to have 2 rows of 2 entries, got rows of [2]',
    );
    expect(() => adjacencyHeatMap(FACTORS, A, { truth: [[0], [0]] })).toThrow(
      'adjacencyHeatMap: expected truth to have 2 rows of 2 entries, got rows of [1, 1]',
    );
  });
});
