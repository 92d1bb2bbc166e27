import { bandHeights, bandLayers } from '../../../src/report/figures/bands.ts';
import { curveChart } from '../../../src/report/figures/curves.ts';
import { seriesColour } from '../../../src/report/page/theme.ts';

const AXES = { xTitle: 'step', yTitle: 'log-likelihood' };
const PLAIN = { label: 'plain', points: [0, 1, 2].map((x) => [x, 1] as const) };
const BANDED = {
  label: 'banded',
  points: [0, 1, 2].map((x) => [x, 0 - x] as const),
  band: [0, 1, 2].map((x) => [x, -x - 1, -x + 1] as const),
};

describe('bands around curves', () => {
  it('have the colour of their curve and lie below all curves', async () => {
    const { svg, spec } = await curveChart([PLAIN, BANDED], [], AXES);
    const band = svg.indexOf('band around banded');
    expect(band).toBeGreaterThan(0);
    expect(band).toBeLessThan(svg.indexOf('label: plain'));
    const mark = svg.slice(band, svg.indexOf('/>', band));
    expect(mark).toContain(`fill="${seriesColour(1)}"`);
    expect(mark).toContain('opacity="0.18"');
    expect(svg).not.toContain('band around plain');
    // The axis reaches to the edges of the band: from 1 down to -3.
    expect(svg).toContain('>−3<');
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
  });

  it('are cut off like the curves, and counted where names stand at the ends', async () => {
    const cut = await curveChart([BANDED], [], { ...AXES, yRange: [-2, 0.5] });
    expect(cut.svg).toContain('clip-path=');
    const direct = await curveChart([BANDED], [], { ...AXES, labels: 'direct' });
    expect(direct.svg).toContain('>−3<');
    expect(bandHeights([PLAIN, BANDED])).toEqual([-1, 1, -2, 0, -3, -1]);
  });

  it('are one layer each', () => {
    expect(bandLayers([PLAIN, { ...PLAIN, band: [] }])).toEqual([]);
    const [layer] = bandLayers([BANDED], [-3, 1]);
    expect(layer?.mark.clip).toBe(false);
    expect(layer?.data.values[1]).toEqual({ x: 1, low: -2, high: 0 });
    expect(bandLayers([BANDED], [-3, 0.9])[0]?.mark.clip).toBe(true);
  });
});
