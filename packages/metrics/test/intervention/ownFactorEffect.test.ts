import { ownFactorEffect } from '../../src/index.ts';
import { codeOf } from '../support.ts';

describe('ownFactorEffect', () => {
  it('is what least squares through 0 gives', () => {
    // Products 2 + 6, squares 1 + 4; deviations of (1, 2) and (2, 3) agree in sign.
    const { slope, correlation, error } = ownFactorEffect([1, 2], [2, 3]);
    expect(slope).toBeCloseTo(8 / 5, 12);
    expect(correlation).toBeCloseTo(1, 12);
    expect(error).toBe(1);
    // x = (-1, 0, 1, 2), y = (1, 0, 0, 1): means .5 and .5, product of deviations 0.
    const uncorrelated = ownFactorEffect([-1, 0, 1, 2], [1, 0, 0, 1]);
    expect(uncorrelated.correlation).toBeCloseTo(0, 12);
    expect(uncorrelated.slope).toBeCloseTo(1 / 6, 12);
  });

  it('knows its ends', () => {
    const requested = [-3, 1, 4];
    expect(ownFactorEffect(requested, requested)).toMatchObject({ slope: 1, error: 0 });
    expect(ownFactorEffect(requested, [0, 0, 0])).toMatchObject({ slope: 0, correlation: 0 });
    const opposite = ownFactorEffect(
      requested,
      requested.map((value) => -value),
    );
    expect(opposite.slope).toBe(-1);
    expect(opposite.correlation).toBeCloseTo(-1, 12);
  });

  it.each([1e-300, 1e-200, 1e200, 1e307])('is the same in units of %p', (unit) => {
    const { slope, correlation } = ownFactorEffect([-2 * unit, unit, 4 * unit], [-1, 0.5, 2]);
    expect(slope * unit).toBeCloseTo(0.5, 3);
    expect(correlation).toBeCloseTo(1, 3);
  });

  it('takes the same request in all rows', () => {
    expect(ownFactorEffect([0.1, 0.1, 0.1], [0.05, 0.1, 0])).toMatchObject({
      slope: expect.closeTo(0.5, 12) as number,
      correlation: 0,
    });
  });

  it.each([
    ['ERR_ARGUMENT', [1], [1]],
    ['ERR_ARGUMENT', [0, 0], [1, 2]],
    ['ERR_SHAPE', [1, 2], [1, 2, 3]],
    ['ERR_VALUES', [1, NaN], [1, 2]],
    ['ERR_VALUES', [1, 2], [1, Infinity]],
  ])('refuses with %s', (code, requested, measured) => {
    expect(codeOf(() => ownFactorEffect(requested, measured))).toBe(code);
  });
});
