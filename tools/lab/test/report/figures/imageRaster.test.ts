import { imageRaster } from '../../../src/report/figures/imageRaster.ts';
import { FIGURE_COLOURS, followTheme } from '../../../src/report/page/theme.ts';

const IMAGE = {
  label: '3 × 3',
  size: 3,
  pixels: [0, 1, 0, 0, 1, 0, 0, 1, 0],
  active: [
    [0, 1, 0, 0, 1, 0, 0, 0, 0],
    [1, 0, 1, 1, 0, 1, 1, 1, 0],
  ],
};

const SHAPE_ERROR = expect.objectContaining({ code: 'ERR_SHAPE' }) as Error;

/** The rectangles of each tone in each map, in pixels of the image. */
function maps(svg: string) {
  return [...svg.matchAll(/<g [^>]*><title>([^<]*)<\/title>(.*?)<\/g>/g)].map(
    ([, title, paths]) => ({
      title,
      tones: [
        ...(paths ?? '').matchAll(/<path d="([^"]*)" fill="([^"]*)" fill-opacity="([^"]*)"/g),
      ].map(([, d = '', colour, opacity]) => ({
        colour,
        opacity,
        area: [...d.matchAll(/h(\d+)v(\d+)/g)].reduce(
          (sum, [, width, height]) => sum + Number(width) / Number(height),
          0,
        ),
      })),
    }),
  );
}

describe('imageRaster', () => {
  it('draws the image and a map per module in four tones', () => {
    const [input, first, second] = maps(imageRaster([IMAGE], { title: 'Maps' }));
    expect(input?.tones.map(({ area }) => area)).toEqual([6, 3]);
    expect(input?.tones[1]?.colour).toBe(FIGURE_COLOURS.ink);
    // Active on the stroke 2, silent on it 1, silent on empty ground 6.
    expect(first?.tones.map(({ colour, area }) => [colour, area])).toEqual([
      [FIGURE_COLOURS.heat, 2],
      [FIGURE_COLOURS.muted, 1],
      [FIGURE_COLOURS.muted, 6],
    ]);
    expect(second?.tones.map(({ area }) => area)).toEqual([1, 5, 2, 1]);
  });

  it('writes the shares of stroke and empty ground', () => {
    const svg = imageRaster([IMAGE], { title: 'Maps', modules: ['a', 'b'] });
    for (const text of ['stroke 67 %', 'empty 0 %', 'stroke 33 %', 'empty 83 %', '>a<', '>b<']) {
      expect(svg).toContain(text);
    }
    expect(maps(svg)[1]?.title).toBe(
      'a, 3 × 3: active on 67 % of the stroke, 0 % of the empty ground',
    );
  });

  it('takes images of several sizes, blank ones and none', () => {
    const blank = {
      label: 'blank',
      size: 2,
      pixels: [0, 0, 0, 0],
      active: [
        [1, 1, 1, 1],
        [0, 0, 0, 0],
      ],
    };
    expect(maps(imageRaster([IMAGE, blank], { title: 'Maps' }))).toHaveLength(6);
    expect(imageRaster([blank], { title: 'Maps' })).toContain('stroke –');
    expect(imageRaster([], { title: 'Maps' })).toContain('Maps');
  });

  it('refuses masks that do not fill the image', () => {
    const torn = { ...IMAGE, active: [[1], [1]] };
    expect(() => imageRaster([torn], { title: '' })).toThrow(SHAPE_ERROR);
    expect(() => imageRaster([IMAGE], { title: '', modules: ['a'] })).toThrow(SHAPE_ERROR);
  });

  it('follows the theme', () => {
    const svg = followTheme(imageRaster([IMAGE], { title: 'Maps' }));
    for (const colour of Object.values(FIGURE_COLOURS)) expect(svg).not.toContain(colour);
  });
});
