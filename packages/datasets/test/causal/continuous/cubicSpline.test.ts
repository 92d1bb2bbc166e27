import fc from 'fast-check';
import { cubicSpline } from '../../../src/causal/continuous/cubicSpline.ts';

const H = 1e-5;
const slopeOf = (f: (at: number) => number, at: number): number =>
  (f(at + H) - f(at - H)) / (2 * H);

describe('cubicSpline', () => {
  it('is the natural spline that can be computed by hand', () => {
    // Knots (0, 0), (1, 1), (2, 0): slopes 1.5, 0, -1.5, and f(t) = 1.5 t - 0.5 t^3 on the first half.
    const f = cubicSpline(Float64Array.of(0, 1, 2), Float64Array.of(0, 1, 0), 'natural');
    expect(f(0.5)).toBeCloseTo(0.6875, 12);
    expect(f(1.5)).toBeCloseTo(0.6875, 12);
    expect(f(1)).toBe(1);
    expect(f(-2)).toBeCloseTo(-3, 12);
    expect(f(4)).toBeCloseTo(-3, 12);
  });

  it('is a line through knots on a line, also with uneven widths', () => {
    const x = Float64Array.of(-3, -1, 0, 4);
    for (const kind of ['natural', 'monotone'] as const) {
      const f = cubicSpline(
        x,
        x.map((value) => 2 * value + 1),
        kind,
      );
      for (const at of [-10, -3, -2, -0.5, 0, 1, 3.9, 9]) expect(f(at)).toBeCloseTo(2 * at + 1, 10);
    }
  });

  it('goes through its knots, with continuous first and second derivatives, straight at the ends', () => {
    const values = fc.array(fc.double({ min: -8, max: 8, noNaN: true }), {
      minLength: 3,
      maxLength: 9,
    });
    const width = fc.double({ min: 0.3, max: 2, noNaN: true });
    fc.assert(
      fc.property(values, fc.array(width, { minLength: 9, maxLength: 9 }), (list, widths) => {
        const y = Float64Array.from(list);
        let sum = 0;
        const x = y.map((_, i) => (sum += widths[i] ?? 1));
        const f = cubicSpline(x, y, 'natural');
        x.forEach((at, i) => {
          expect(f(at)).toBeCloseTo(y[i] ?? NaN, 8);
          const before = f(at) - 2 * f(at - 1e-3) + f(at - 2e-3);
          const after = f(at + 2e-3) - 2 * f(at + 1e-3) + f(at);
          expect(after - before).toBeCloseTo(0, 4);
          expect(slopeOf(f, at - 2 * H)).toBeCloseTo(slopeOf(f, at + 2 * H), 1);
        });
        const [low = 0] = x;
        expect(Math.abs(f(low + 2e-3) - 2 * f(low + 1e-3) + f(low)) / 1e-6).toBeLessThan(2);
      }),
    );
  });

  it('never turns between sorted knots when it is monotone', () => {
    const values = fc.array(fc.double({ min: -8, max: 8, noNaN: true }), {
      minLength: 2,
      maxLength: 9,
    });
    fc.assert(
      fc.property(values, fc.boolean(), (list, falls) => {
        const y = Float64Array.from(list).sort();
        if (falls) y.reverse();
        const f = cubicSpline(
          y.map((_, i) => i),
          y,
          'monotone',
        );
        const sign = falls ? -1 : 1;
        for (let at = -1; at < list.length; at += 0.05) {
          expect(sign * (f(at + 0.05) - f(at))).toBeGreaterThanOrEqual(-1e-9);
        }
      }),
    );
  });
});
