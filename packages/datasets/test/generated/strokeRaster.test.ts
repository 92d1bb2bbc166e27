import { drawInk } from '../../src/generated/strokeRaster.ts';

function draw(points: readonly number[], height: number, width: number, softness = 1): number[] {
  const image = new Uint8Array(height * width).fill(7);
  const distances = new Float32Array(height * width);
  drawInk([{ points: Float64Array.from(points) }], { height, width, image, distances }, softness);
  return [...image];
}

describe('drawInk', () => {
  it('covers a row along its middle and half of what its edge crosses', () => {
    // Radius 1 along the middle of row 1: rows 0 and 2 have their centres on the edge.
    const image = draw([0, 1.5, 1, 3, 1.5, 1], 4, 3);
    expect(image).toEqual([128, 128, 128, 255, 255, 255, 128, 128, 128, 0, 0, 0]);
  });

  it('draws a single point as a disc', () => {
    const image = draw([2.5, 2.5, 1, 2.5, 2.5, 1], 5, 5);
    expect(image[12]).toBe(255);
    expect([image[7], image[11], image[13], image[17]]).toEqual([128, 128, 128, 128]);
    // The corner of the disc is sqrt(2) - 1 outside of its edge.
    expect(image[6]).toBe(Math.round((0.5 - (Math.SQRT2 - 1)) * 255));
    expect(image[0]).toBe(0);
  });

  it('follows a pen that is pressed harder', () => {
    const image = draw([0.5, 2.5, 0.5, 8.5, 2.5, 2.5], 5, 9);
    const columns = Array.from({ length: 9 }, (_, x) =>
      [0, 1, 2, 3, 4].reduce((sum, y) => sum + (image[y * 9 + x] ?? 0), 0),
    );
    for (let x = 1; x < 9; x++) expect(columns[x]).toBeGreaterThan(columns[x - 1] ?? 0);
    // Two pixels off the end, where the radius is 2.5.
    expect(image[8]).toBe(255);
  });

  it('draws a short line whole', () => {
    expect(draw([1.5, 1.5, 0.5, 3.5, 1.5, 0.5], 3, 5).slice(5, 10)).toEqual([0, 255, 255, 255, 0]);
  });

  it('spreads a soft edge beyond the pen', () => {
    // Two pixels off a point of radius 0.6, with an edge 3 wide: 0.5 - 1.4 / 3.
    expect(draw([2.5, 2.5, 0.6, 2.5, 2.5, 0.6], 5, 5, 3)[2]).toBe(9);
  });

  it('keeps the ink of one line where another passes by', () => {
    const corner = [0.5, 0.5, 0.5, 0.5, 4.5, 0.5, 4.5, 4.5, 0.5];
    const image = draw(corner, 5, 5);
    expect([0, 5, 10, 15, 20].map((k) => image[k])).toEqual([255, 255, 255, 255, 255]);
    expect(image.slice(20)).toEqual([255, 255, 255, 255, 255]);
    expect(image[18]).toBe(0);
  });

  it('leaves out what lies outside of the image', () => {
    expect(Math.max(...draw([-9, -9, 1, -5, -9, 1], 3, 3))).toBe(0);
    expect(draw([-9, 1.5, 0.5, 9, 1.5, 0.5], 3, 1)).toEqual([0, 255, 0]);
  });
});
