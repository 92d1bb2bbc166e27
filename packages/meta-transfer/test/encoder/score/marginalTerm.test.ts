import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { marginalTerm } from '../../../src/encoder/score/marginalTerm.ts';

describe('marginalTerm', () => {
  const stream = new RandomStream(1);
  const values = Float64Array.from({ length: 60 }, (_, i) => stream.normal(i % 2 === 0 ? -3 : 2));
  const options = { components: 2, iterations: 500 };

  it('is the log-likelihood of the best mixture', () => {
    const mean = values.reduce((sum, value) => sum + value, 0) / 60;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 60;
    const one = marginalTerm(values, { components: 1, iterations: 5 });
    expect(one.value).toBeCloseTo(-0.5 * Math.log(2 * Math.PI * Math.E * variance), 10);
    expect(marginalTerm(values, options).value).toBeGreaterThan(one.value + 0.1);
  });

  it('has the derivative of the fitted value, since the fit is at a maximum', () => {
    const gradient = marginalTerm(values, options).gradient();
    for (const i of [0, 1, 17]) {
      const at = (by: number) => {
        const moved = values.slice();
        moved[i] = (moved[i] ?? 0) + by;
        return marginalTerm(moved, options).value;
      };
      expect(gradient[i]).toBeCloseTo((at(1e-4) - at(-1e-4)) / 2e-4, 4);
    }
  });

  it('has a finite derivative far from every component', () => {
    const far = Float64Array.of(...values, 1e4);
    const gradient = marginalTerm(far, { components: 2, iterations: 1 }).gradient();
    expect(gradient.every(Number.isFinite)).toBe(true);
    expect(gradient[60]).toBeLessThan(0);
  });
});
