import { sampleSpline } from '../../src/generated/splines.ts';

/** Between which knots each level of the pyramid mixes its neighbours. */
const PYRAMID = [
  [
    [0, 1],
    [1, 2],
    [2, 3],
  ],
  [
    [0, 2],
    [1, 3],
  ],
  [[1, 2]],
] as const;

describe('sampleSpline', () => {
  it('passes through every point', () => {
    const points = Float64Array.of(0, 0, 1, 2, 3, 1, 4, 4);
    const line = sampleSpline(points, Int32Array.of(0, 1, 2, 3), 5);
    expect(line).toHaveLength(2 * 16);
    for (let i = 0; i < 4; i++) {
      expect(line[10 * i]).toBeCloseTo(points[2 * i] ?? NaN, 10);
      expect(line[10 * i + 1]).toBeCloseTo(points[2 * i + 1] ?? NaN, 10);
    }
  });

  it('is the centripetal curve of Catmull and Rom, by the pyramid of Barry and Goldman', () => {
    const points = [
      [0, 0],
      [1, 3],
      [6, 2],
      [6.5, 2],
      [9, -4],
    ] as const;
    const stroke = Int32Array.of(0, 1, 2, 3, 4);
    const line = sampleSpline(Float64Array.from(points.flat()), stroke, 8);
    for (const axis of [0, 1]) {
      // Piece 1 runs from point 1 to point 2.
      const four = points.slice(0, 4);
      const knots = [0];
      for (let i = 1; i < 4; i++) {
        const [x0, y0] = four[i - 1] ?? [0, 0];
        const [x1, y1] = four[i] ?? [0, 0];
        knots.push((knots[i - 1] ?? 0) + Math.sqrt(Math.hypot(x1 - x0, y1 - y0)));
      }
      for (let s = 0; s <= 8; s++) {
        const t = (knots[1] ?? 0) + (s / 8) * ((knots[2] ?? 0) - (knots[1] ?? 0));
        let level: readonly number[] = four.map((point) => point[axis] ?? NaN);
        for (const spans of PYRAMID) {
          level = spans.map(([from, to], i) => {
            const [low = NaN, high = NaN] = [knots[from], knots[to]];
            const share = (t - low) / (high - low);
            return (1 - share) * (level[i] ?? NaN) + share * (level[i + 1] ?? NaN);
          });
        }
        expect(line[2 * (8 + s) + axis]).toBeCloseTo(level[0] ?? NaN, 4);
      }
    }
  });

  it('is straight between two points', () => {
    const line = sampleSpline(Float64Array.of(0, 0, 4, 2), Int32Array.of(0, 1), 4);
    [...line].forEach((value, i) => {
      const along = Math.floor(i / 2);
      expect(value).toBeCloseTo(i % 2 === 0 ? along : along / 2, 10);
    });
  });

  it('closes a ring without a corner', () => {
    const points = Float64Array.of(1, 0, 0, 1, -1, 0, 0, -1);
    const line = sampleSpline(points, Int32Array.of(0, 1, 2, 3, 0), 16);
    // Half-way between (1, 0) and (0, 1), whose slopes are (0, 1) and (-1, 0): 1/2 + 1/8.
    expect(line[16]).toBeCloseTo(0.625, 5);
    expect(line[17]).toBeCloseTo(0.625, 5);
    // At its ends the ring runs straight up, as the circle does.
    const end = line.length;
    expect(Math.abs((line[2] ?? NaN) - 1)).toBeLessThan(0.02);
    expect(line[2]).toBeCloseTo(line[end - 4] ?? NaN, 10);
    expect(line[3]).toBeCloseTo(-(line[end - 3] ?? NaN), 10);
  });
});
