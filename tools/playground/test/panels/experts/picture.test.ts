import {
  blankPicture,
  ownPicture,
  readPicture,
  SIDE,
  withDot,
  withLine,
  writePicture,
} from '../../../src/panels/experts/picture.ts';

describe('pictures in an address', () => {
  it('hold digits by their number', () => {
    expect(writePicture({ kind: 'digit', index: 12 })).toBe('12');
    expect(readPicture('12')).toEqual({ kind: 'digit', index: 12 });
  });

  it('hold own pixels in sixteen shades', () => {
    const pixels = Uint8Array.from({ length: SIDE * SIDE }, (_, at) => (at * 7) % 256);
    const again = readPicture(writePicture({ kind: 'own', pixels }));
    if (again?.kind !== 'own') throw new Error('expected own pixels');
    const kept = ownPicture(pixels);
    expect(readPicture(writePicture(kept))).toEqual(kept);
    const farthest = again.pixels.reduce(
      (most, byte, at) => Math.max(most, Math.abs(byte - (pixels[at] ?? 0))),
      0,
    );
    expect(farthest).toBeLessThanOrEqual(8); // half a shade
    expect(writePicture(again)).toBe(writePicture({ kind: 'own', pixels }));
  });

  it('write what is blank in few letters', () => {
    // 784 pixels in runs of 21: 37 of them, and one of 7.
    expect(writePicture(blankPicture())).toBe(`p${'0z'.repeat(37)}0l`);
    expect(readPicture(writePicture(blankPicture()))).toEqual(blankPicture());
  });

  it.each(['', '20', '-1', 'oh', 'p', 'p0', `p${'0z'.repeat(38)}`])('refuse %j', (text) => {
    expect(readPicture(text)).toBeUndefined();
  });
});

describe('withLine', () => {
  it('leaves no gap between two places, and one dot where the pen rests', () => {
    const { pixels } = blankPicture();
    const drawn = withLine(pixels, [4.5, 10.5], [20.5, 10.5]);
    const inked = Array.from(drawn.subarray(10 * SIDE + 5, 10 * SIDE + 21));
    expect(Math.min(...inked)).toBe(255);
    expect(withLine(pixels, [9.5, 9.5], [9.5, 9.5])).toEqual(withDot(pixels, 9.5, 9.5));
  });
});

describe('withDot', () => {
  it('draws around its centre, and leaves what it was given', () => {
    const { pixels } = blankPicture();
    const drawn = withDot(pixels, 10.5, 4.5);
    expect(drawn[4 * SIDE + 10]).toBe(255);
    expect(drawn[4 * SIDE + 11]).toBe(191); // 1.25 + 0.5 - 1 of full ink
    expect(drawn[4 * SIDE + 13]).toBe(0);
    expect(pixels.some((byte) => byte > 0)).toBe(false);
  });

  it('stays inside of the picture', () => {
    expect(withDot(blankPicture().pixels, -1, SIDE + 1)).toHaveLength(SIDE * SIDE);
  });
});
