import {
  colourOf,
  curveStyle,
  renderChart,
  rowsOf,
  xAxis,
  yAxis,
} from '../../../src/report/figures/chartParts.ts';
import { seriesColour } from '../../../src/report/page/theme.ts';

const TITLES = { xTitle: 'step', yTitle: 'loss' };
const labels = (count: number) => Array.from({ length: count }, (_, i) => `curve ${i}`);

describe('renderChart', () => {
  it('draws, and leaves the specification as plain JSON', async () => {
    const spec = {
      data: { values: [{ x: 1 }] },
      mark: 'point' as const,
      encoding: { x: { field: 'x', type: 'quantitative' as const } },
    };
    const before = structuredClone(spec);
    const chart = await renderChart(spec);
    expect(chart.svg).toMatch(/^<svg /);
    expect(chart.spec).toBe(spec);
    expect(spec).toEqual(before);
  });
});

describe('rowsOf', () => {
  it('is a row per point', () => {
    const curves = [
      {
        label: 'a',
        points: [
          [0, 1],
          [2, 3],
        ] as const,
      },
      { label: 'b', points: [] },
    ];
    expect(rowsOf(curves)).toEqual([
      { label: 'a', x: 0, y: 1 },
      { label: 'a', x: 2, y: 3 },
    ]);
  });
});

describe('xAxis', () => {
  it('is linear from zero with about eight numbers', () => {
    expect(xAxis(TITLES)).toMatchObject({
      title: 'step',
      scale: { nice: false, zero: true },
      axis: { tickCount: 8 },
    });
  });

  it('takes numbers of its own, and then begins where they do', () => {
    expect(xAxis({ ...TITLES, xTicks: [5, 10] })).toMatchObject({
      scale: { zero: false },
      axis: { values: [5, 10] },
    });
  });

  it('writes whole numbers as such, and shares as they are', () => {
    expect(xAxis({ ...TITLES, xTicks: [5, 10] }).axis).toHaveProperty('format', 'd');
    expect(xAxis({ ...TITLES, xTicks: [0.25, 0.5, 1] }).axis).not.toHaveProperty('format');
  });

  it('can be one of ratios', () => {
    expect(xAxis({ ...TITLES, xScale: 'log' }).scale).toEqual({
      type: 'log',
      base: 2,
      nice: false,
    });
  });
});

describe('yAxis', () => {
  it('begins at zero, or is the given range', () => {
    expect(yAxis(TITLES)).toMatchObject({ title: 'loss', scale: { zero: true } });
    expect(yAxis({ ...TITLES, yRange: [1, 2] }).scale).toEqual({ domain: [1, 2] });
  });

  it('is written in percent when it is asked to', () => {
    expect(yAxis(TITLES).axis).not.toHaveProperty('format');
    expect(yAxis({ ...TITLES, percent: true }).axis).toHaveProperty('format', '.0%');
  });
});

describe('colourOf', () => {
  it('is one per curve, with a legend where there are several', () => {
    expect(colourOf(['a', 'b'])).toMatchObject({
      scale: { domain: ['a', 'b'], range: [seriesColour(0), seriesColour(1)] },
      legend: { orient: 'bottom' },
    });
    expect(colourOf(['a']).legend).toBeNull();
  });
});

describe('curveStyle', () => {
  it('is by colour alone up to eight curves', () => {
    expect(curveStyle(labels(8), 1000)).not.toHaveProperty('strokeDash');
  });

  it('repeats colours with other dashes beyond eight', () => {
    const style = curveStyle(labels(20), 1000);
    const { range: colours } = style.color.scale;
    expect(colours[9]).toBe(colours[1]);
    const dashes = style.strokeDash?.scale.range ?? [];
    const looks = colours.map((colour, i) => `${colour} ${String(dashes[i])}`);
    expect(new Set(looks).size).toBe(20);
    expect(dashes[0]).toEqual([1, 0]);
  });

  it('has as many columns of names as fit', () => {
    // A symbol of 44 pixels and seven letters of 7.
    const columns = (width: number) => curveStyle(labels(3), width).color.legend?.columns;
    expect([columns(93), columns(186), columns(185), columns(10)]).toEqual([1, 2, 1, 1]);
  });
});
