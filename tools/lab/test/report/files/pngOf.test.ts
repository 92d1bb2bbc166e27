import sharp from 'sharp';
import { svgFigure } from '../../../src/report/figures/svgParts.ts';
import { hasFonts, pngOf } from '../../../src/report/files/pngOf.ts';

describe('pngOf', () => {
  it('is twice as large, on white ground', async () => {
    const box = '<rect x="0" y="0" width="10" height="5" fill="#ff0000"/>';
    const png = await pngOf(svgFigure('a box', [30, 20], [box]));
    const { data, info } = await sharp(png)
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([60, 40, 3]);
    const pixel = (x: number, y: number) => [
      ...data.subarray(3 * (60 * y + x), 3 * (60 * y + x) + 3),
    ];
    expect(pixel(0, 0)).toEqual([255, 0, 0]);
    expect(pixel(19, 9)).toEqual([255, 0, 0]);
    expect(pixel(20, 9)).toEqual([255, 255, 255]);
    expect(pixel(19, 10)).toEqual([255, 255, 255]);
  });

  it('says whether there are letters', async () => {
    expect(typeof (await hasFonts())).toBe('boolean');
  });
});
