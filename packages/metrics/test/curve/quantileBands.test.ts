import fc from 'fast-check';
import { median, quantileBands } from '../../src/index.ts';

describe('quantileBands', () => {
  it('interpolates between curves', () => {
    const bands = quantileBands([[4], [1], [2], [3]]);
    expect([...bands.low, ...bands.middle, ...bands.high]).toEqual([1.75, 2.5, 3.25]);
    const wide = quantileBands(
      [
        [4, 1],
        [1, 1],
        [2, 1],
      ],
      { low: 0, high: 1 },
    );
    expect(wide).toEqual({
      low: Float64Array.of(1, 1),
      middle: Float64Array.of(2, 1),
      high: Float64Array.of(4, 1),
    });
  });

  it('takes differences beyond the numbers', () => {
    const { low, middle, high } = quantileBands([[1.6e308], [-1.6e308]]);
    const found = [...low, ...middle, ...high].map((value) => value / 1e307);
    [-8, 0, 8].forEach((expected, i) => expect(found[i]).toBeCloseTo(expected, 12));
  });

  it('leaves one curve as it is, and has room for curves without places', () => {
    const one = quantileBands([[3, 1, 2]]);
    for (const band of Object.values(one)) expect([...(band as Float64Array)]).toEqual([3, 1, 2]);
    expect(quantileBands([[], []]).middle).toHaveLength(0);
  });

  it('has the median in the middle and the edges around it', () => {
    const values = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 });
    fc.assert(
      fc.property(values, (column) => {
        const { low, middle, high } = quantileBands(column.map((value) => [value]));
        expect(middle[0]).toBeCloseTo(median(column), 6);
        expect(low[0]).toBeLessThanOrEqual(middle[0] ?? NaN);
        expect(high[0]).toBeGreaterThanOrEqual(middle[0] ?? NaN);
      }),
    );
  });

  it.each([
    [[], {}, /curves must hold at least one/],
    [[[1], [1, 2]], {}, /same length/],
    [[[1], [NaN]], {}, /curves\[1\] must be finite numbers, got NaN at place 0/],
    [[[1, Infinity]], {}, /curves\[0\] must be finite numbers, got Infinity at place 1/],
    [[[1]], { low: 0.6 }, /low must be a finite number of at least 0 and of at most 0\.5/],
    [[[1]], { low: -0.1 }, /got -0\.1/],
    [[[1]], { high: 0.4 }, /0\.4/],
    [[[1]], { high: NaN }, /NaN/],
  ])('refuses %j with %j', (curves, options, message) => {
    expect(() => quantileBands(curves, options)).toThrow(message);
  });
});
