import { NARROW_WIDTH } from '../../../src/report/figures/chartParts.ts';
import { panelChart } from '../../../src/report/figures/panels.ts';

const AXES = { xTitle: 'iteration', yTitle: 'accuracy' };

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
    const panels = ['up', 'down', 'noise'].map((title) => ({ title, curves }));
    const {
      svg,
      narrow = '',
      ...chart
    } = await panelChart(panels, {
      ...AXES,
      legendTitle: 'expert',
    });
    for (const title of ['up', 'down', 'noise']) expect(svg).toContain(`>${title}<`);
    expect(svg.split('>expert<')).toHaveLength(2);
    expect(chart.curves).toEqual(
      panels.map(({ title }) => ({
        panel: title,
        curves,
        xTitle: AXES.xTitle,
        yTitle: AXES.yTitle,
      })),
    );
    // On a phone two stand in a row, as wide as its screen.
    const [, width] = /^<svg[^>]*? width="([\d.]+)"/.exec(narrow) ?? [];
    expect(Number(width)).toBeGreaterThan(NARROW_WIDTH - 30);
    expect(Number(width)).toBeLessThanOrEqual(NARROW_WIDTH);
  });

  it('breaks the title of an axis that is longer than the axis, and gives a long one below it the whole width', async () => {
    const curves = [{ label: 'a', points: [[0, 1]] as const }];
    const panels = ['up', 'b'].map((title) => ({ title, curves }));
    const long = {
      xTitle: 'gap between symbols and answer (steps)',
      yTitle: 'cross entropy at gap 40 (nats)',
    };
    const { svg, narrow = '' } = await panelChart(panels, { ...long, legendTitle: 'l' });
    expect(svg).toContain('>cross entropy at gap<');
    expect(svg).toContain('>40 (nats)<');
    const heightOf = (text: string) => Number(/^<svg[^>]*? height="([\d.]+)"/.exec(text)?.[1]);
    expect(heightOf(narrow)).toBeGreaterThan(heightOf(svg) + 150);
  });

  it('lets panels with long titles stand below each other on a phone', async () => {
    const curves = [{ label: 'a', points: [[0, 1]] as const }];
    const heightOf = async (title: string) => {
      const panels = [title, 'b'].map((name) => ({ title: name, curves }));
      const { narrow = '' } = await panelChart(panels, { ...AXES, legendTitle: 'l' });
      return Number(/^<svg[^>]*? height="([\d.]+)"/.exec(narrow)?.[1]);
    };
    expect(await heightOf('contrast inversion')).toBeGreaterThan((await heightOf('up')) + 150);
  });
});
