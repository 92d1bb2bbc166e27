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
