import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { drawBinaryDisc, drawSoftDisc } from '../../src/physics/drawDiscs.ts';

function canvas(side: number, channels = 1) {
  const pixels = new Uint8Array(side * side * channels);
  return { pixels, height: side, width: side, channels };
}

const sum = (pixels: Uint8Array) => pixels.reduce((total, pixel) => total + pixel, 0);

describe('drawBinaryDisc', () => {
  it('fills the pixels whose middle is within the radius', () => {
    const drawn = canvas(5);
    drawBinaryDisc(drawn, 0, { x: 2.5, y: 2.5, radius: 1.2 }, [1]);
    // prettier-ignore
    expect([...drawn.pixels]).toEqual([
      0, 0, 0, 0, 0,
      0, 0, 1, 0, 0,
      0, 1, 1, 1, 0,
      0, 0, 1, 0, 0,
      0, 0, 0, 0, 0,
    ]);
  });

  it('agrees with asking every pixel, also at the edges of the frame and in the middle of a tape', () => {
    const stream = new RandomStream(3);
    for (let round = 0; round < 200; round++) {
      const disc = {
        x: stream.uniform(-1, 13),
        y: stream.uniform(-1, 13),
        radius: stream.uniform(0.5, 5),
      };
      const drawn = { ...canvas(12, 2), pixels: new Uint8Array(3 * 288) };
      drawBinaryDisc(drawn, 288, disc, [7, 9]);
      const expected = new Uint8Array(3 * 288);
      for (let row = 0; row < 12; row++) {
        for (let column = 0; column < 12; column++) {
          const far = Math.hypot(column + 0.5 - disc.x, row + 0.5 - disc.y) > disc.radius;
          if (!far) expected.set([7, 9], 288 + (row * 12 + column) * 2);
        }
      }
      expect(drawn.pixels).toEqual(expected);
    }
  });

  it('has the area of the disc on average', () => {
    const stream = new RandomStream(4);
    let area = 0;
    for (let round = 0; round < 400; round++) {
      const drawn = canvas(16);
      const at = { x: stream.uniform(7, 9), y: stream.uniform(7, 9) };
      drawBinaryDisc(drawn, 0, { ...at, radius: 4 }, [1]);
      area += sum(drawn.pixels) / 400;
    }
    expect(Math.abs(area / (Math.PI * 16) - 1)).toBeLessThan(0.01);
  });
});

describe('drawSoftDisc', () => {
  it.each([0.5, 0.8, 1.5, 4, 7.7])('has the area of a disc of radius %d', (radius) => {
    const stream = new RandomStream(6);
    let area = 0;
    for (let round = 0; round < 200; round++) {
      const drawn = canvas(20);
      const at = { x: stream.uniform(9, 11), y: stream.uniform(9, 11) };
      drawSoftDisc(drawn, 0, { ...at, radius }, [255]);
      const one = sum(drawn.pixels) / 255;
      if (radius >= 4) expect(Math.abs(one / (Math.PI * radius ** 2) - 1)).toBeLessThan(0.01);
      area += one / 200;
    }
    expect(Math.abs(area / (Math.PI * radius ** 2) - 1)).toBeLessThan(0.02);
  });

  it('is full within, dark outside, and in between at the edge', () => {
    const drawn = canvas(9);
    drawSoftDisc(drawn, 0, { x: 4.5, y: 4.5, radius: 3 }, [200]);
    const row = [...drawn.pixels.subarray(36, 45)];
    expect(row[0]).toBe(0);
    expect(row[4]).toBe(200);
    expect(row[2]).toBe(200);
    expect(row[1]).toBeGreaterThan(60);
    expect(row[1]).toBeLessThan(140);
    expect(row).toEqual([...row].reverse());
  });

  it('adds what two discs cover of a pixel, up to full', () => {
    const drawn = canvas(8);
    drawSoftDisc(drawn, 0, { x: 2, y: 4, radius: 2 }, [255]);
    const left = drawn.pixels.slice();
    drawSoftDisc(drawn, 0, { x: 6, y: 4, radius: 2 }, [255]);
    for (const [k, pixel] of drawn.pixels.entries()) {
      expect(pixel).toBeGreaterThanOrEqual(left[k] ?? 0);
    }
    drawSoftDisc(drawn, 0, { x: 2, y: 4, radius: 2 }, [255]);
    expect(drawn.pixels[4 * 8 + 2]).toBe(255);
  });

  it('leaves out what is beyond the frame', () => {
    const drawn = canvas(4, 3);
    drawSoftDisc(drawn, 0, { x: 0, y: 4, radius: 2 }, [255, 0, 100]);
    expect([...drawn.pixels.subarray(36, 39)]).toEqual([255, 0, 100]);
    expect([...drawn.pixels.subarray(9, 12)]).toEqual([0, 0, 0]);
  });
});
