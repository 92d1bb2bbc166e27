import { meanCorrelationCoefficient } from '../../src/index.ts';

describe('meanCorrelationCoefficient', () => {
  const a = [1, 2, 3, 4];
  const b = [1, -1, 1, -1];

  it('is what the definition gives', () => {
    // Centred: a = (-1.5, -.5, .5, 1.5) of squared length 5, b = itself of 4; their product is -2.
    const r = -2 / Math.sqrt(20);
    const { mean, columns, correlations } = meanCorrelationCoefficient([a, b], [a, b]);
    expect(mean).toBeCloseTo(1, 12);
    expect(columns).toEqual([0, 1]);
    expect(correlations[0]?.[1]).toBeCloseTo(r, 12);
    expect(correlations[1]?.[0]).toBeCloseTo(r, 12);
    expect(meanCorrelationCoefficient([a], [b]).mean).toBeCloseTo(-r, 12);
  });

  it('matches one to one, whatever order, sign and scale', () => {
    const found = [b.map((value) => 7 - 3 * value), a.map((value) => value / 9)];
    const { mean, columns, correlations } = meanCorrelationCoefficient([a, b], found);
    expect(mean).toBeCloseTo(1, 12);
    expect(columns).toEqual([1, 0]);
    expect(correlations[1]?.[0]).toBeCloseTo(-1, 12);
    // Two copies of one variable explain one true variable only.
    const copies = meanCorrelationCoefficient([a, b], [a, a]);
    expect(copies.mean).toBeCloseTo((1 + 2 / Math.sqrt(20)) / 2, 12);
  });

  it('takes numbers whose squares leave the range of numbers', () => {
    const [huge, tiny] = [1e300, 1e-300].map((scale) => a.map((value) => value * scale));
    expect(meanCorrelationCoefficient([huge ?? []], [tiny ?? []]).mean).toBeCloseTo(1, 12);
  });

  it('looks at ranks where it is asked to, with the mean of equal ones', () => {
    const cubed = a.map((value) => value ** 9);
    expect(meanCorrelationCoefficient([a], [cubed]).mean).toBeLessThan(0.9);
    expect(meanCorrelationCoefficient([a], [cubed], { kind: 'spearman' }).mean).toBeCloseTo(1, 12);
    // Ranks of (1, 1, 2, 3): .5, .5, 2, 3; with 0, 1, 2, 3 the correlation is 4.5 / sqrt(5 * 4.5).
    const tied = meanCorrelationCoefficient([a], [[1, 1, 2, 3]], { kind: 'spearman' });
    expect(tied.mean).toBeCloseTo(4.5 / Math.sqrt(22.5), 12);
  });

  it('gives nothing for constant columns and for true ones without a match', () => {
    const constant = [0.1, 0.1, 0.1, 0.1];
    expect(meanCorrelationCoefficient([a], [constant]).mean).toBe(0);
    const { mean, columns } = meanCorrelationCoefficient([a, b], [a]);
    expect(mean).toBeCloseTo(0.5, 12);
    expect(columns).toEqual([0, -1]);
  });

  it('refuses what does not fit', () => {
    const code = (code: string) => expect.objectContaining({ code }) as Error;
    expect(() => meanCorrelationCoefficient([a], [[1, 2]])).toThrow(code('ERR_SHAPE'));
    expect(() => meanCorrelationCoefficient([], [a])).toThrow(code('ERR_ARGUMENT'));
    expect(() => meanCorrelationCoefficient([a], [[1, 2, Infinity, 0]])).toThrow(
      code('ERR_VALUES'),
    );
  });
});
