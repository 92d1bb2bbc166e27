import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { writeCharacter } from '../../src/generated/handwriting.ts';
import type { HandStyle } from '../../src/generated/handwriting.ts';
import { joinStrokes } from '../../src/generated/strokeSkeleton.ts';
import type { SkeletonPoint } from '../../src/generated/strokeSkeleton.ts';

/** A hand that does not vary, with a pen of radius 1 in a box of 20 pixels. */
const STILL: HandStyle = {
  jitter: 0,
  bend: 0,
  endJitter: 0,
  slant: [0, 0],
  rotation: 0,
  aspect: [0, 0],
  smallest: 1,
  penRadius: [0, 0],
  pressure: 0,
};
const UPRIGHT: SkeletonPoint[] = [
  [0.5, 0],
  [0.5, 1],
];
const LEVEL: SkeletonPoint[] = [
  [0, 0.5],
  [1, 0.5],
];

function write(
  strokes: readonly (readonly SkeletonPoint[])[],
  style: Partial<HandStyle> = {},
  seed = 1,
  side = 28,
): number[][] {
  const image = new Uint8Array(side * side);
  const distances = new Float32Array(side * side);
  const margin = side / 7;
  writeCharacter(joinStrokes(strokes), { ...STILL, ...style }, new RandomStream(seed), {
    height: side,
    width: side,
    margin,
    image,
    distances,
  });
  return Array.from({ length: side }, (_, y) => [...image.subarray(y * side, (y + 1) * side)]);
}

/** Where the ink of a row lies on average, in pixels from the left edge. */
function middle(row: readonly number[] = []): number {
  const total = row.reduce((sum, value) => sum + value, 0);
  return row.reduce((sum, value, x) => sum + value * (x + 0.5), 0) / total;
}

/** The first and last row, and column, that are at least half covered. */
function box(image: readonly number[][]): number[] {
  const rows = image.flatMap((row, y) => (row.some((value) => value > 127) ? [y] : []));
  const columns = image[0]?.flatMap((_, x) =>
    image.some((row) => (row[x] ?? 0) > 127) ? [x] : [],
  );
  return [rows[0], rows.at(-1), columns?.[0], columns?.at(-1)].map((place) => place ?? NaN);
}

function transposed(image: readonly number[][]): number[][] {
  return image.map((_, x) => image.map((row) => row[x] ?? NaN));
}

function mirrored(image: readonly number[][]): number[][] {
  return [...image].reverse();
}

function bounded(normal: number): number {
  return Math.max(-2, Math.min(2, normal));
}

describe('writeCharacter', () => {
  it('centres a line in its box and inks it, by hand', () => {
    const image = write([UPRIGHT]);
    // Half a pixel and one and a half from the line; the edge at 1 is 1.15 wide: 0.5 + 0.5 / 1.15 and 0.5 - 0.5 / 1.15.
    const row = new Array<number>(28).fill(0);
    row.splice(12, 4, 17, 238, 238, 17);
    expect(image[14]).toEqual(row);
    // 20 pixels less an edge of 1 + 1.15 / 2 on both sides leave 16.85 for the line: 5.575 to 22.425, and 1 for the pen.
    expect(box(image)).toEqual([5, 22, 13, 14]);
    expect(image.slice(0, 4).flat().concat(image.slice(24).flat())).toEqual(
      new Array<number>(8 * 28).fill(0),
    );
  });

  it('scales the pen with the box', () => {
    const row = new Array<number>(56).fill(0);
    row.splice(25, 6, 17, 238, 255, 255, 238, 17);
    expect(write([UPRIGHT], {}, 1, 56)[28]).toEqual(row);
    expect(write([UPRIGHT], { penRadius: [Math.log(2), 0] })[14]?.slice(11, 17)).toEqual([
      17, 238, 255, 255, 238, 17,
    ]);
  });

  it('leans to the right by a positive slant', () => {
    const image = write([UPRIGHT], { slant: [0.5, 0] });
    // Half a pixel to the right for every row above the middle.
    for (const y of [8, 14, 19]) {
      expect(Math.abs(middle(image[y]) - (14 + (14 - y - 0.5) / 2))).toBeLessThan(0.1);
    }
  });

  it('widens before it slants', () => {
    const image = write([UPRIGHT], { slant: [0.5, 0], aspect: [Math.log(2), 0] });
    expect(Math.abs((middle(image[8]) - middle(image[19])) / 11 - 0.5)).toBeLessThan(0.02);
  });

  it('slants by no more than two deviations', () => {
    const strange = Array.from({ length: 500 }, (_, seed) => seed).filter(
      (seed) => Math.abs(new RandomStream(seed).normal()) > 2.4,
    );
    const signs = new Set<number>();
    for (const seed of strange) {
      const sign = Math.sign(new RandomStream(seed).normal());
      signs.add(sign);
      const image = write([UPRIGHT], { slant: [0, 0.2] }, seed);
      const lean = (middle(image[8]) - middle(image[19])) / 11;
      expect(Math.abs(lean - 0.4 * sign)).toBeLessThan(0.03);
    }
    expect(signs.size).toBe(2);
  });

  it('turns to the right by a positive angle', () => {
    for (const seed of [2, 3, 4]) {
      const hand = new RandomStream(seed);
      hand.normal();
      const angle = 0.3 * bounded(hand.normal());
      const level = transposed(write([LEVEL], { rotation: 0.3 }, seed));
      const upright = write([UPRIGHT], { rotation: 0.3 }, seed);
      const down = (middle(level[18]) - middle(level[9])) / 9;
      const right = (middle(upright[18]) - middle(upright[9])) / 9;
      expect(Math.abs(down - Math.tan(angle))).toBeLessThan(0.03);
      expect(Math.abs(right + Math.tan(angle))).toBeLessThan(0.03);
    }
  });

  it('widens by the aspect', () => {
    const square: SkeletonPoint[] = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ];
    const sides = square.map((corner, i) => [corner, square[(i + 1) % 4] ?? corner]);
    // Twice as wide as high: 16.85 by 8.425, and 1 on every side for the pen.
    expect(box(write(sides, { aspect: [Math.log(2), 0] }))).toEqual([9, 18, 5, 22]);
    expect(box(write(sides))).toEqual([5, 22, 5, 22]);
  });

  it.each([
    ['as it is', (point: SkeletonPoint) => point, (image: number[][]) => image],
    ['on its side', ([x, y]: SkeletonPoint): SkeletonPoint => [y, x], transposed],
    ['upside down', ([x, y]: SkeletonPoint): SkeletonPoint => [x, 1 - y], mirrored],
  ])('puts the centre of mass of an L %s in the middle, within its box', (_, turn, back) => {
    const bar: SkeletonPoint[] = [
      [0, 0],
      [0, 1],
    ];
    const foot: SkeletonPoint[] = [
      [0, 1],
      [0.5, 1],
    ];
    const image = back(write([bar, foot].map((stroke) => stroke.map(turn))));
    // The bar of length 1 lies 1/12 left of the centre of mass, times 16.85.
    expect(Math.abs(middle(image[12]) - (14 - 16.85 / 12))).toBeLessThan(0.1);
    // Downwards it would begin at 14 - 16.85 * 2 / 3, above its box, so it begins where the box does.
    expect(box(image).slice(0, 2)).toEqual([5, 22]);
    expect(middle(image[22])).toBeGreaterThan(16);
  });

  it('fills between the smallest share of its box and all of it', () => {
    const heights = Array.from({ length: 60 }, (_, seed) => {
      const [top = 0, bottom = 0] = box(write([UPRIGHT], { smallest: 0.5 }, seed));
      return bottom - top + 1;
    });
    // A share s shows the pixels between two edges of 0.575 within 20 * s.
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(8);
    expect(Math.min(...heights)).toBeLessThanOrEqual(10);
    expect(Math.max(...heights)).toBeGreaterThanOrEqual(17);
    expect(Math.max(...heights)).toBeLessThanOrEqual(19);
  });

  it('presses by at most two deviations more or less along a stroke', () => {
    const widths = Array.from({ length: 40 }, (_, seed) =>
      write([UPRIGHT], { pressure: 0.2, penRadius: [Math.log(3), 0] }, seed)
        .slice(10, 18)
        .map((row) => row.reduce((sum, value) => sum + value, 0) / 255),
    );
    const all = widths.flat();
    // A pen of radius 3, by 1 - 0.4 to 1 + 0.4.
    expect(Math.min(...all)).toBeGreaterThan(2 * 3 * 0.6 - 0.1);
    expect(Math.min(...all)).toBeLessThan(4.5);
    expect(Math.max(...all)).toBeLessThan(2 * 3 * 1.4 + 0.1);
    expect(Math.max(...all)).toBeGreaterThan(7.5);
    // It changes within a stroke, too.
    expect(Math.max(...widths.map((w) => Math.max(...w) - Math.min(...w)))).toBeGreaterThan(0.5);
  });

  it('keeps a very fat pen from turning the character inside out', () => {
    const image = write([UPRIGHT], { penRadius: [Math.log(9), 0], slant: [0.5, 0] });
    // An edge of at most 6 leaves 8 for the line; without the bound there would be less than nothing.
    expect(middle(image[8])).toBeGreaterThan(middle(image[19]) + 1);
  });

  it('moves both ends of a stroke by their own deviation', () => {
    const square = (image: number[][]) => ((middle(image[19]) - middle(image[8])) / 11) ** 2;
    const seeds = Array.from({ length: 100 }, (_, seed) => seed);
    for (const [line, turn] of [
      [UPRIGHT, (image: number[][]) => image],
      [LEVEL, transposed],
    ] as const) {
      const squares = seeds.map((seed) => square(turn(write([line], { endJitter: 0.05 }, seed))));
      const deviation = Math.sqrt(squares.reduce((sum, value) => sum + value, 0) / seeds.length);
      // The difference of two ends.
      expect(Math.abs(deviation - 0.05 * Math.SQRT2)).toBeLessThan(0.02);
    }
  });

  it('keeps joined strokes together when their ends move', () => {
    const corner: SkeletonPoint[][] = [
      [
        [0, 0],
        [0, 1],
      ],
      [
        [0, 1],
        [1, 1],
      ],
    ];
    const images = [5, 6, 7].map((seed) => write(corner, { endJitter: 0.05 }, seed));
    expect(new Set(images.map((image) => JSON.stringify(image))).size).toBe(3);
    for (const image of images) {
      // One piece: from the top of the bar every inked pixel can be reached.
      expect(pieces(image)).toBe(1);
    }
  });
});

/** How many separate areas are at least half covered. */
function pieces(image: readonly number[][]): number {
  const inked = new Set(
    image.flatMap((row, y) => row.flatMap((value, x) => (value > 127 ? [y * 100 + x] : []))),
  );
  let count = 0;
  while (inked.size > 0) {
    count++;
    const reached = [...inked].slice(0, 1);
    for (let at = reached.pop(); at !== undefined; at = reached.pop()) {
      inked.delete(at);
      for (const step of [-101, -100, -99, -1, 1, 99, 100, 101]) {
        if (inked.has(at + step)) reached.push(at + step);
      }
    }
  }
  return count;
}
