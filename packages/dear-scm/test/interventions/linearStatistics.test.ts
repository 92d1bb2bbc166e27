import { linearStatistics } from '../../src/interventions/linearStatistics.ts';
import { identityCurve } from '../../src/prior/factorCurve.ts';

it('sums over all paths', () => {
  // 2 -> 0 -> 1 and 2 -> 1, by hand: u2 = e2, u0 = 2 e2 + e0, u1 = 3 u0 - u2 + e1 = 5 e2 + 3 e0 + e1
  const weights = [Float64Array.of(0, 3, 0), Float64Array.of(0, 0, 0), Float64Array.of(2, -1, 0)];
  const falling = { ...identityCurve, direction: -1 };
  const found = linearStatistics(weights, [2, 0, 1], [identityCurve, identityCurve, falling]);
  expect(found.covariance.map((row) => Array.from(row))).toEqual([
    [5, 13, 2],
    [13, 35, 5],
    [2, 5, 1],
  ]);
  const [first, , third] = found.standardised;
  expect(first?.[1]).toBeCloseTo(3 * Math.sqrt(5 / 35), 12);
  expect(third?.[0]).toBeCloseTo(-2 / Math.sqrt(5), 12);
  expect(third?.[1]).toBeCloseTo(1 / Math.sqrt(35), 12);
  expect([first?.[0], first?.[2], third?.[2]]).toEqual([0, 0, 0]);
});
