import { conditionRows } from '../../src/interventions/conditionRows.ts';
import { identityCurve } from '../../src/prior/factorCurve.ts';

it('moves a draw by what is given, one factor after the other', () => {
  // u1 = u0 + e: Cov = [[1, 1], [1, 2]]. Given u1 = 3, a draw (0, 1) moves by (3 - 1) (1/2, 1).
  const parts = {
    factors: 2,
    latentWidth: 3,
    causes: [[], [0]],
    order: [0, 1],
    weights: [Float64Array.of(0, 1), Float64Array.of(0, 0)],
    curves: [identityCurve, identityCurve],
    covariance: [Float64Array.of(1, 1), Float64Array.of(1, 2)],
  };
  const draws = Float64Array.of(0, 1, 9, 2, 3, 8);
  const found = conditionRows(parts, draws, new Map([[1, 3]]));
  expect(Array.from(found)).toEqual([1, 3, 9, 2, 3, 8]);
});

it('takes what was given before as known, row by row, and keeps given latents to the last bit', () => {
  // u0 = e0, u1 = u0 + e1, u2 = u1 + e2. Given u0 all covariances fall by 1; given u2 too, u1 moves by half of what u2 does.
  const shifted = { at: (u: number) => u + 100, inverse: (z: number) => z, direction: 1 };
  const doubled = { at: (u: number) => 2 * u, inverse: (z: number) => z / 2, direction: 1 };
  const parts = {
    factors: 3,
    latentWidth: 4,
    causes: [[], [0], [1]],
    order: [0, 1, 2],
    weights: [Float64Array.of(0, 1, 0), Float64Array.of(0, 0, 1), Float64Array.of(0, 0, 0)],
    curves: [shifted, identityCurve, doubled],
    covariance: [Float64Array.of(1, 1, 1), Float64Array.of(1, 2, 2), Float64Array.of(1, 2, 3)],
  };
  const draws = Float64Array.of(0, 0, 0, 7, 1, 3, 10, 8);
  const given = new Map([
    [0, [2, 0]],
    [2, [12, -4]],
  ]);
  // Row 0: (0, 0, 0) -> (2, 2, 2) -> (2, 4, 6). Row 1: (1, 3, 5) -> (0, 2, 4) -> (0, -1, -2).
  expect(Array.from(conditionRows(parts, draws, given))).toEqual([2, 4, 12, 7, 0, -1, -4, 8]);
});
