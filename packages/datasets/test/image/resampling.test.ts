import fc from 'fast-check';
import { createResizer } from '../../src/image/resampling.ts';
import type { ResizeMethod } from '../../src/image/resampling.ts';

type Size = readonly [height: number, width: number];

function resize(
  source: ArrayLike<number>,
  from: Size,
  to: Size,
  method: ResizeMethod,
  channels = 1,
): number[] {
  const out = new Float32Array(to[0] * to[1] * channels).fill(NaN);
  createResizer(from, to, channels, method)(source, 0, out, 0);
  return [...out];
}

/** A row of pixels, and the same as a column: both axes must do the same. */
function line(source: readonly number[], to: number, method: ResizeMethod): number[] {
  const row = resize(source, [1, source.length], [1, to], method);
  expectClose(resize(source, [source.length, 1], [to, 1], method), row);
  return row;
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => expect(actual[i]).toBeCloseTo(value, 6));
}

const noise = (length: number) =>
  Float32Array.from({ length }, (_, i) => ((i * 7919 + 13) % 101) / 100);

describe('area', () => {
  it('weighs source pixels by the part that is covered, up to the last', () => {
    const [a, b, c, d, e] = [0.1, 0.9, 0.4, 0.8, 0.3] as const;
    // Five pixels on three: each of the result covers 5/3.
    expectClose(line([a, b, c, d, e], 3, 'area'), [
      (3 * a + 2 * b) / 5,
      (b + 3 * c + d) / 5,
      (2 * d + 3 * e) / 5,
    ]);
    // Seven on two: each covers three and a half.
    expectClose(line([1, 0, 0, a, 0, 0, b], 2, 'area'), [(2 + a) / 7, (a + 2 * b) / 7]);
    expectClose(line([a, b, c, d], 1, 'area'), [(a + b + c + d) / 4]);
  });

  it('takes every source pixel once when the sides divide', () => {
    expectClose(line([0.1, 0.3, 0.5, 0.9, 1, 0], 3, 'area'), [0.2, 0.7, 0.5]);
  });

  it('enlarges by repeating, with a mix where a pixel lies across two', () => {
    expectClose(line([0.2, 0.8], 3, 'area'), [0.2, 0.5, 0.8]);
    expectClose(line([0.2, 0.8], 4, 'area'), [0.2, 0.2, 0.8, 0.8]);
    expectClose(line([0.2, 0.8, 0.4], 5, 'area'), [0.2, 0.4, 0.8, (2 * 0.4 + 0.8) / 3, 0.4]);
  });

  it('counts nothing beyond the border: the last pixel of any size has whole weights', () => {
    for (let from = 1; from <= 40; from++) {
      for (let to = 1; to <= 40; to++) {
        const last = new Float32Array(from);
        last[from - 1] = 1;
        const row = resize(last, [1, from], [1, to], 'area');
        // White in the last source pixel alone fills its share of the last pixel, and its ink is kept.
        expect(row[to - 1]).toBeCloseTo(Math.min(1, to / from), 6);
        expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(to / from, 4);
      }
    }
  });

  it('does not run into the next row, channel or image', () => {
    const source = new Float32Array(2 * 3 * 5 * 2).fill(1);
    // Image 1 of two is black in channel 0.
    for (let k = 30; k < 60; k += 2) source[k] = 0;
    const out = new Float32Array(2 * 2 * 2 * 2).fill(NaN);
    createResizer([3, 5], [2, 2], 2, 'area')(source, 30, out, 8);
    expect([...out.subarray(0, 8)]).toEqual(new Array<number>(8).fill(NaN));
    expectClose([...out.subarray(8)], [0, 1, 0, 1, 0, 1, 0, 1]);
  });
});

describe('bilinear', () => {
  it('mixes by the distance of the centres, and keeps to the border outside of them', () => {
    expectClose(line([0.2, 0.8], 4, 'bilinear'), [0.2, 0.35, 0.65, 0.8]);
    // Centres at 5/6, 5/2 and 25/6 of five pixels whose centres are at 1/2, 3/2 and so on.
    const [a, b, c, d, e] = [0.1, 0.9, 0.4, 0.8, 0.3] as const;
    expectClose(line([a, b, c, d, e], 3, 'bilinear'), [
      (2 * a + b) / 3,
      c,
      d * (1 / 3) + e * (2 / 3),
    ]);
    expectClose(line([a], 3, 'bilinear'), [a, a, a]);
  });

  it('gives a pixel unmixed where the centres meet, and a straight line back, for all sizes up to 40', () => {
    for (let from = 1; from <= 40; from++) {
      for (let to = 1; to <= 40; to++) {
        const numbers = Array.from({ length: from }, (_, i) => i);
        resize(numbers, [1, from], [1, to], 'bilinear').forEach((value, i) => {
          const above = (2 * i + 1) * from - to; // in units of 1 / (2 to)
          if (above % (2 * to) === 0 && above >= 0 && above <= (from - 1) * 2 * to)
            expect(value).toBe(above / (2 * to));
          else expect(value).toBeCloseTo(Math.min(Math.max(above / (2 * to), 0), from - 1), 5);
        });
      }
    }
  });
});

/** Which source pixel of a row each pixel of the result takes. */
const numbersOf = (from: number, to: number) =>
  resize(
    Array.from({ length: from }, (_, i) => i),
    [1, from],
    [1, to],
    'nearest',
  );

describe('nearest', () => {
  it('takes the pixel under the centre', () => {
    expectClose(line([0.1, 0.2, 0.3, 0.4, 0.5], 3, 'nearest'), [0.1, 0.3, 0.5]);
    expectClose(line([0.1, 0.2, 0.3, 0.4], 2, 'nearest'), [0.2, 0.4]);
    expectClose(line([0.1, 0.2], 5, 'nearest'), [0.1, 0.1, 0.2, 0.2, 0.2]);
  });

  it('takes the pixel that whole numbers give, for every place of all sizes up to 64', () => {
    // The centre of place 27 of 55 lies on the border of pixel 14 of 28: it belongs to what follows.
    expect(numbersOf(28, 55)[27]).toBe(14);
    for (let from = 1; from <= 64; from++) {
      for (let to = 1; to <= 64; to++) {
        const expected = Array.from({ length: to }, (_, i) =>
          Number(((2n * BigInt(i) + 1n) * BigInt(from)) / (2n * BigInt(to))),
        );
        expect(numbersOf(from, to)).toEqual(expected);
      }
    }
  });
});

describe.each<ResizeMethod>(['area', 'bilinear', 'nearest'])('resizing by %s', (method) => {
  it('changes nothing at the same size', () => {
    const source = noise(5 * 7 * 3);
    expect(resize(source, [5, 7], [5, 7], method, 3)).toEqual([...source]);
  });

  it('does the same to the axes apart as together', () => {
    const [h, w, height, width] = [5, 7, 3, 9];
    const source = noise(h * w);
    const wide = Float32Array.from(resize(source, [h, w], [h, width], method));
    expectClose(
      resize(source, [h, w], [height, width], method),
      resize(wide, [h, width], [height, width], method),
    );
  });

  it('rounds no white pixel past 1, up to large sides', () => {
    for (let from = 1; from <= 130; from += 3) {
      for (let to = 1; to <= 130; to += 3) {
        const row = resize(new Float32Array(from).fill(1), [1, from], [1, to], method);
        if (Math.max(...row) > 1) throw new Error(`${from} to ${to}`);
      }
    }
  });

  it('keeps white white and all values between the least and the largest', () => {
    const side = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(side, side, side, side, (h, w, height, width) => {
        const white = new Float32Array(h * w).fill(1);
        for (const value of resize(white, [h, w], [height, width], method)) {
          expect(value).toBeCloseTo(1, 6);
          expect(value).toBeLessThanOrEqual(1);
        }
        const source = noise(h * w);
        for (const value of resize(source, [h, w], [height, width], method)) {
          expect(value).toBeGreaterThanOrEqual(Math.min(...source) - 1e-6);
          expect(value).toBeLessThanOrEqual(Math.max(...source) + 1e-6);
        }
      }),
      { seed: 1, numRuns: 25 },
    );
  });
});
