import { sampleSpline } from '../../src/generated/splines.ts';

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
