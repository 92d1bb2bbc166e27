import sharp from 'sharp';
import { drawRows, imageRow, imageTablesSchema } from '../../../src/report/figures/imageGrid.ts';

async function pixelsOf(source: string) {
  const png = Buffer.from(source.slice(source.indexOf(',') + 1), 'base64');
  return sharp(png).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
}

describe('drawRows', () => {
  it('enlarges to at least 64 pixels without smoothing', async () => {
    const [row] = await drawRows({ shape: [2, 2, 1], rows: [imageRow('a', [0, 1, 0.2, 0.6], 1)] });
    const { data, info } = await pixelsOf(row?.images[0]?.source ?? '');
    expect([info.width, info.height]).toEqual([64, 64]);
    const at = (x: number, y: number) => data[(y * 64 + x) * info.channels];
    expect([at(0, 0), at(31, 31), at(32, 0), at(63, 31)]).toEqual([0, 0, 255, 255]);
    expect([at(0, 32), at(31, 63), at(32, 32), at(63, 63)]).toEqual([51, 51, 153, 153]);
  });

  it('keeps large images, colours, counts and frames', async () => {
    const pixels = new Float32Array(2 * 70 * 65 * 3).fill(0.5);
    const [row] = await drawRows({ shape: [70, 65, 3], rows: [imageRow('b', pixels, 2, [1])] });
    expect(row?.images.map(({ framed }) => framed)).toEqual([false, true]);
    const { info } = await sharp(
      Buffer.from((row?.images[0]?.source ?? '').split(',')[1] ?? '', 'base64'),
    )
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([65, 70, 3]);
  });

  it('keeps the three colours of a pixel in their order', async () => {
    const colours = [1, 0, 0.2, 0, 1, 0.4];
    const [row] = await drawRows({ shape: [1, 2, 3], rows: [imageRow('b', colours, 1)] });
    const png = Buffer.from((row?.images[0]?.source ?? '').split(',')[1] ?? '', 'base64');
    const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([128, 64, 3]);
    expect([...data.subarray(0, 3)]).toEqual([255, 0, 51]);
    expect([...data.subarray(3 * 127, 3 * 128)]).toEqual([0, 255, 102]);
  });

  it('gives each image its own caption, an empty one where there are too few', async () => {
    const rows = [imageRow('a', [0, 1], 2), { ...imageRow('b', [0, 1], 2), captions: ['60'] }];
    const [bare, named] = await drawRows({ shape: [1, 1, 1], rows });
    expect(bare?.images.map((image) => 'caption' in image)).toEqual([false, false]);
    expect(named?.images.map(({ caption }) => caption)).toEqual(['60', '']);
  });

  it('clips what lies outside [0, 1]', () => {
    const { pixels } = imageRow('c', [-1, 0, 0.5, 2], 4);
    expect([...Buffer.from(pixels, 'base64')]).toEqual([0, 0, 128, 255]);
  });
});

describe('imageTablesSchema', () => {
  const table = {
    shape: [1, 2, 3],
    columns: ['a'],
    rows: [imageRow('b', new Float32Array(12), 2, [1])],
  };

  it('takes what was kept', () => {
    expect(imageTablesSchema.parse({ kept: table })).toEqual({ kept: table });
  });

  it.each([
    { ...table, shape: [1, 2, 2] },
    { ...table, shape: [1, 2] },
    { ...table, shape: [1, 1e9, 3] },
    { ...table, rows: [{ ...table.rows[0], count: 3 }] },
    { ...table, rows: [{ label: 'b', count: 2 }] },
    { shape: [1, 2, 3] },
    null,
  ])('refuses %j', (kept) => {
    expect(imageTablesSchema.safeParse({ kept }).success).toBe(false);
  });
});
