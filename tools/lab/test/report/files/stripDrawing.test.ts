import { drawRows, imageRow } from '../../../src/report/figures/imageGrid.ts';
import { stripDrawing } from '../../../src/report/files/stripDrawing.ts';

describe('stripDrawing', () => {
  it('places images beside the names of their rows, below titles, framed where they are', async () => {
    const rows = await drawRows({
      shape: [1, 1, 1],
      rows: [imageRow('in <1>', [0, 1], 2, [1]), imageRow('out', [1, 0], 2)],
    });
    const svg = stripDrawing('Rows', { rows, columns: ['a', 'contrast inversion'] });
    // The name of the longest row has six letters: 6 x 7.2 + 14. Titles have two lines of 14 pixels, images 64 and a gap of 5.
    const places = [...svg.matchAll(/<image x="([\d.]+)" y="([\d.]+)" width="64" height="64"/g)];
    expect(places.map(([, x, y]) => [Number(x), Number(y)])).toEqual([
      [57.2, 30],
      [126.2, 30],
      [57.2, 99],
      [126.2, 99],
    ]);
    expect(svg).toContain('width="195.2" height="170"');
    expect(svg.match(/<rect x="126\.2" y="30"[^>]*stroke-width="3"/g)).toHaveLength(1);
    expect(svg).toContain('>in &lt;1&gt;<');
    const texts = [...svg.matchAll(/y="([\d.]+)"[^>]*>(a|contrast|inversion)</g)];
    expect(texts.map(([, y, text]) => `${text} ${y}`)).toEqual([
      'a 26',
      'contrast 12',
      'inversion 26',
    ]);
    expect(svg.match(/href="data:image\/png;base64,/g)).toHaveLength(4);
  });

  it('writes what belongs to each image above it, row by row, and takes rows without names or images', async () => {
    const captioned = { ...imageRow('', [0], 1), captions: ['48°'] };
    const rows = await drawRows({ shape: [1, 1, 1], rows: [captioned, captioned] });
    const svg = stripDrawing('Rows', { rows });
    expect(svg.split('>48°<')).toHaveLength(3);
    expect(svg).toContain('<image x="2" y="16"');
    expect(stripDrawing('Nothing', { rows: [] })).toContain('<svg');
  });
});
