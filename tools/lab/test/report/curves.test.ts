import { curveChart, panelChart } from '../../src/report/curves.ts';
import { seriesColour } from '../../src/report/theme.ts';

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

  it('draws nothing without points', async () => {
    expect((await curveChart([], [], AXES)).svg).toContain('<svg');
  });
});

describe('panelChart', () => {
  it('draws one titled panel per entry with one legend', async () => {
    const curves = [
      {
        label: '0',
        points: [
          [0, 0],
          [1, 1],
        ] as const,
      },
      {
        label: '1',
        points: [
          [0, 1],
          [1, 0],
        ] as const,
      },
    ];
    const { svg } = await panelChart(
      ['up', 'down', 'noise'].map((title) => ({ title, curves })),
      { ...AXES, legendTitle: 'expert' },
    );
    for (const title of ['up', 'down', 'noise']) expect(svg).toContain(`>${title}<`);
    expect(svg.split('>expert<')).toHaveLength(2);
  });
});
