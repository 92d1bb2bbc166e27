import {
  reconstructionGrid,
  sampleGrid,
} from '../../../../src/recipes/dear-scm/figures/imageGrids.ts';

const SHAPE = [1, 1, 1];
const bytesOf = (row: { readonly pixels: string } | undefined) => [
  ...Buffer.from(row?.pixels ?? '', 'base64'),
];

describe('reconstructionGrid', () => {
  it('puts each reconstruction below its image, rows in turns', () => {
    const images = { count: 3, real: [0, 0.2, 0.4], reconstructed: [1, 0.8, 0.6] };
    const { rows, shape } = reconstructionGrid(SHAPE, images, 2);
    expect(shape).toEqual(SHAPE);
    expect(rows.map(({ label, count }) => [label, count])).toEqual([
      ['real', 2],
      ['reconstructed', 2],
      ['real', 1],
      ['reconstructed', 1],
    ]);
    expect(rows.map(bytesOf)).toEqual([[0, 51], [255, 204], [102], [153]]);
  });

  it('has eight in a row, and needs as many of both', () => {
    const pixels = new Float32Array(9);
    const images = { count: 9, real: pixels, reconstructed: pixels };
    expect(reconstructionGrid(SHAPE, images).rows.map(({ count }) => count)).toEqual([8, 8, 1, 1]);
    expect(() => reconstructionGrid(SHAPE, { ...images, reconstructed: [0] })).toThrow(
      'reconstructionGrid: expected 9 pixels of reconstructions',
    );
    expect(() => reconstructionGrid([9], images)).toThrow('reconstructionGrid: expected images');
  });
});

describe('sampleGrid', () => {
  it('breaks images into rows, the first of them named', () => {
    const { rows } = sampleGrid([1, 2, 1], [0, 1, 1, 0, 1, 1], 3, { label: 'drawn', perRow: 2 });
    expect(rows.map(({ label, count }) => [label, count])).toEqual([
      ['drawn', 2],
      ['', 1],
    ]);
    expect(rows.map(bytesOf)).toEqual([
      [0, 255, 255, 0],
      [255, 255],
    ]);
    expect(sampleGrid(SHAPE, [1], 1).rows[0]?.label).toBe('');
    expect(() => sampleGrid(SHAPE, [1], 2)).toThrow('sampleGrid: expected 2 pixels of images');
  });
});
