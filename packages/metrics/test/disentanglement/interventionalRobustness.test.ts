import { interventionalRobustness } from '../../src/index.ts';
import { codeOf } from '../support.ts';
import { A, B, CONSTANT, REFUSED, independentColumns } from './twoBits.ts';

describe('interventionalRobustness', () => {
  const sum = A.map((bit, i) => bit + (B[i] ?? 0));

  it('is what the definition gives', () => {
    const { mean, codes, factors, weights, scores } = interventionalRobustness([A, B], [sum, B], {
      quantile: 1,
    });
    // The sum moves by 1 at most, and by 1/2 while one bit is held; B moves by 1/2.
    expect(scores).toEqual([
      [0.5, 0],
      [0.5, 1],
    ]);
    expect(codes).toEqual([0.5, 1]);
    expect(factors).toEqual([0, 1]);
    expect(weights).toEqual([1, 0.5]);
    expect(mean).toBeCloseTo((1 * 0.5 + 0.5 * 1) / 1.5, 12);
  });

  it('takes the quantile of deviations, between two where it must, and the mean over values', () => {
    // Held at 0 the code is -1, 0, 0, 1: deviations 0, 0, 1, 1, quantile 1/2 at 1/2; held at 1 it is 2 always. Mean 0.8, so at most 1.8 off.
    const code = [-1, 0, 0, 1, 2, 2];
    const truth = [[0, 0, 0, 0, 1, 1]];
    const { scores, weights } = interventionalRobustness(truth, [code], { quantile: 0.5 });
    const largest = Math.max(2 - 4 / 6, 1 + 4 / 6);
    expect(weights[0]).toBeCloseTo(largest, 12);
    expect(scores[0]?.[0]).toBeCloseTo(1 - 0.25 / largest, 12);
  });

  it('knows its ends', () => {
    const factors = independentColumns(4000, 2);
    const [x = [], y = []] = factors;
    const mixed = Float64Array.from(x, (value, i) => value + (y[i] ?? 0));
    // Within a bin a continuous factor still moves, most in the two outer bins.
    expect(interventionalRobustness(factors, [y, x]).mean).toBeGreaterThan(0.9);
    expect(interventionalRobustness(factors, [y, x, y]).mean).toBeGreaterThan(0.9);
    expect(interventionalRobustness(factors, [mixed]).mean).toBeLessThan(0.6);
    const constant = interventionalRobustness([A, B], [CONSTANT, A], { quantile: 1 });
    expect(constant).toMatchObject({ mean: 1, codes: [0, 1], weights: [0, 0.5] });
    expect(interventionalRobustness([A, B], [CONSTANT]).mean).toBe(0);
  });

  it.each(REFUSED)('refuses with %s', (code, truth, found) => {
    expect(codeOf(() => interventionalRobustness(truth, found))).toBe(code);
  });

  it('refuses impossible options', () => {
    for (const bad of [{ quantile: 0 }, { quantile: 1.1 }, { quantile: NaN }, { bins: 1 }]) {
      expect(codeOf(() => interventionalRobustness([A], [A], bad))).toBe('ERR_ARGUMENT');
    }
  });
});
