import { NARROW_WIDTH } from '../../../src/report/figures/chartParts.ts';
import { curveChart } from '../../../src/report/figures/curves.ts';
import { seriesColour } from '../../../src/report/page/theme.ts';

const AXES = { xTitle: 'iteration', yTitle: 'accuracy' };

describe('curveChart', () => {
  it('draws curves, reference lines with their labels and percent axes', async () => {
    const { svg, spec } = await curveChart(
      [
        {
          label: 'recovered',
          points: [
            [0, 0.4],
            [100, 0.9],
          ],
        },
        {
          label: 'other',
          points: [
            [0, 0.1],
            [100, 0.2],
          ],
        },
      ],
      [
        { label: 'paper: 40 %', value: 0.4, source: 'paper' },
        { label: 'measured: 38 %', value: 0.38, source: 'measured' },
      ],
      { ...AXES, yRange: [0, 1], percent: true },
    );
    for (const text of [
      'iteration',
      'accuracy',
      'recovered',
      'paper: 40 %',
      'measured: 38 %',
      '100%',
    ]) {
      expect(svg).toContain(`>${text}<`);
    }
    expect(svg).toContain('stroke-dasharray="7,5"');
    expect(svg).toContain('stroke-dasharray="2,3"');
    expect(svg).toContain(`stroke="${seriesColour(0)}"`);
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
  });

  it('draws figures against gaps: ratios, given numbers, marked points, names at the ends', async () => {
    const curves = [
      { label: 'RIMs', points: [50, 100, 200].map((gap) => [gap, 0.1] as const) },
      { label: 'LSTM', points: [50, 100, 200].map((gap) => [gap, gap / 50] as const) },
    ];
    const { svg, spec } = await curveChart(
      curves,
      [{ label: 'chance, ln 8', value: Math.log(8), source: 'exact' }],
      { ...AXES, xScale: 'log', xTicks: [50, 100, 200], points: true, labels: 'direct' },
    );
    for (const text of ['50', '100', '200', 'RIMs', 'LSTM', 'chance, ln 8']) {
      expect(svg.split(`>${text}<`)).toHaveLength(2);
    }
    // Equal ratios are equal distances.
    const lines = [...svg.matchAll(/ d="M([\d.]+),[\d.]+L([\d.]+),[\d.]+L([\d.]+),[\d.]+"/g)];
    expect(lines).toHaveLength(2);
    const [, left, middle, right] = (lines[0] ?? []).map(Number);
    expect((right ?? NaN) - (middle ?? NaN)).toBeCloseTo((middle ?? NaN) - (left ?? NaN), 3);
    expect(svg.match(/aria-roledescription="point"/g)).toHaveLength(6);
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
  });

  it('tells many curves apart by dashes once the colours are used up', async () => {
    const many = Array.from({ length: 20 }, (_, i) => ({
      label: `model number ${i}`,
      points: [0, 1].map((x) => [x, i] as const),
    }));
    const { svg, spec } = await curveChart(many, [], AXES);
    const drawn = [...svg.matchAll(/label: (model number \d+)"[^>]*?stroke="([^"]+)"[^>]*>/g)];
    const looks = drawn.map(([mark]) =>
      ['stroke', 'stroke-dasharray'].map((key) => new RegExp(` ${key}="([^"]+)"`).exec(mark)?.[1]),
    );
    expect(new Set(looks.map((look) => look.join())).size).toBe(20);
    for (const { label } of many) expect(svg.split(`>${label}<`)).toHaveLength(2);
    // The legend has rows: it is no wider than the plot.
    expect(Number(/ width="(\d+)"/.exec(svg)?.[1])).toBeLessThan(1200);
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
  });

  it('cuts off what lies outside of the range', async () => {
    const points = [0, 9, 1].map((y, x) => [x, y] as const);
    const { svg } = await curveChart([{ label: 'a', points }], [], {
      ...AXES,
      yRange: [0, 2],
      points: true,
    });
    expect(svg).toContain('clip-path=');
    expect(svg.match(/aria-roledescription="point"/g)).toHaveLength(2);
  });

  it('puts the label of a line where it is told to', async () => {
    const place = async (at: 'start' | 'end') => {
      const line = { label: 'chance', value: 1, source: 'exact', at } as const;
      const { svg } = await curveChart(
        [
          {
            label: 'a',
            points: [
              [0, 0],
              [4, 1],
            ],
          },
        ],
        [line],
        AXES,
      );
      return /text-anchor="(\w+)"[^>]*>chance</.exec(svg)?.[1];
    };
    expect(await place('start')).toBe('start');
    expect(await place('end')).toBe('end');
  });

  it('numbers every whole number that it is given', async () => {
    const points = [2, 3, 4].map((x) => [x, 1] as const);
    const options = { ...AXES, xTicks: [2, 3, 4], yRange: [0, 1], percent: true } as const;
    const { svg } = await curveChart([{ label: 'a', points }], [], options);
    for (const tick of ['2', '3', '4']) expect(svg).toContain(`>${tick}<`);
    expect(svg).not.toContain('>0<');
  });

  it('is drawn a second time for a phone: as wide as its screen, with letters as large', async () => {
    const curves = ['first model', 'second model'].map((label, i) => ({
      label,
      points: [
        [0, i],
        [4000, 1],
      ] as const,
    }));
    const yTitle = 'cross entropy of the answer at the longest of all gaps (nats)';
    const references = [{ label: 'chance', value: 0.5, source: 'exact' }] as const;
    const chart = await curveChart(curves, references, { ...AXES, yTitle, labels: 'direct' });
    const width = Number(/^<svg[^>]*? width="([\d.]+)"/.exec(chart.narrow ?? '')?.[1]);
    expect(width).toBe(NARROW_WIDTH);
    const sizes = [...(chart.narrow ?? '').matchAll(/font-size="([\d.]+)px"/g)].map(([, size]) =>
      Number(size),
    );
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(12);
    // The title of the axis stands above it, in two lines; names stand in a legend.
    expect(chart.narrow).toContain('>cross entropy of the answer at the longest<');
    expect(chart.narrow).toContain('>of all gaps (nats)<');
    expect(chart.narrow).toContain('>second model<');
    expect(chart.curves).toEqual([{ panel: '', curves, xTitle: AXES.xTitle, yTitle }]);
  });

  it('gives long names at the ends of curves their room from the plot: 1178 pixels are there on a laptop', async () => {
    const named = async (label: string) => {
      const points = [
        [0, 1],
        [1, 2],
      ] as const;
      const { svg } = await curveChart([{ label, points }], [], { ...AXES, labels: 'direct' });
      return Number(/^<svg[^>]*? width="([\d.]+)"/.exec(svg)?.[1]);
    };
    for (const label of ['a', 'RIMs 6/6, no input attention', 'x'.repeat(50)]) {
      expect(await named(label)).toBeLessThan(1178);
    }
  });

  it('draws nothing without points', async () => {
    expect((await curveChart([], [], AXES)).svg).toContain('<svg');
  });
});
