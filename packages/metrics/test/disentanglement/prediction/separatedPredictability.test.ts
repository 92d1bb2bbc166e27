import { separatedPredictability } from '../../../src/index.ts';
import { codeOf } from '../../support.ts';
import { REFUSED, independentColumns, randomBits } from '../twoBits.ts';

describe('separatedPredictability', () => {
  const [a, b] = [
    [1, 1, -1, -1],
    [1, -1, 1, -1],
  ];

  it('is the gap of squared correlations for continuous factors', () => {
    const sum = a.map((value, i) => value + (b[i] ?? 0));
    const { mean, gaps, scores } = separatedPredictability([a, b], [a, sum], { classes: 1 });
    expect(mean).toBeCloseTo(0.5, 12);
    gaps.forEach((gap) => expect(gap).toBeCloseTo(0.5, 12));
    expect(scores[0]?.[0]).toBeCloseTo(1, 12);
    expect(scores[1]?.[0]).toBeCloseTo(0, 12);
    expect(scores[1]?.[1]).toBeCloseTo(0.5, 12);
  });

  it('is the gap of accuracies for classes', () => {
    const [x = [], y = []] = randomBits(600, 2);
    const four = Float64Array.from(x, (bit, i) => 2 * bit + (y[i] ?? 0));
    const code = Float64Array.from(x, (bit) => 7 - 3 * bit);
    const { scores, gaps, mean } = separatedPredictability([x, four], [code, y]);
    expect(scores[0]?.[0]).toBe(1);
    expect(scores[0]?.[1]).toBeCloseTo(0.5, 1);
    // One of the two bits leaves two of four classes.
    expect(scores[1]?.[0]).toBeCloseTo(0.5, 1);
    expect(gaps[0]).toBeCloseTo(0.5, 1);
    expect(mean).toBeCloseTo(0.25, 1);
    expect(separatedPredictability([four], [four]).scores[0]?.[0]).toBe(1);
  });

  it('knows its ends', () => {
    const factors = independentColumns(900, 3);
    const codes = [1, 2, 0].map((i) => factors[i]?.map((value) => 1 - value) ?? []);
    const constant = new Float32Array(900).fill(0.1);
    expect(separatedPredictability(factors, codes).mean).toBeGreaterThan(0.98);
    expect(separatedPredictability(factors, [...codes, ...codes]).mean).toBeCloseTo(0, 12);
    expect(separatedPredictability(factors, [constant]).mean).toBe(0);
    const bits = randomBits(900, 2);
    expect(separatedPredictability(bits, [...bits, ...bits]).mean).toBe(0);
  });

  it.each(REFUSED)('refuses with %s', (code, truth, found) => {
    expect(codeOf(() => separatedPredictability(truth, found))).toBe(code);
  });

  it('refuses too few rows for classes and an impossible number of them', () => {
    expect(codeOf(() => separatedPredictability([a], [a]))).toBe('ERR_ARGUMENT');
    for (const classes of [0, 0.5]) {
      expect(codeOf(() => separatedPredictability([a], [a], { classes }))).toBe('ERR_ARGUMENT');
    }
  });
});
