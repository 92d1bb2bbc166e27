import { interveneRows } from '../../src/interventions/interveneRows.ts';
import { identityCurve } from '../../src/prior/factorCurve.ts';

const flat = {
  at: () => 1,
  inverse(): number {
    throw new Error('no inverse');
  },
  direction: 0,
};

it('asks for no inverse where nothing changes or nothing follows', () => {
  const weights = [Float64Array.of(0, 2), Float64Array.of(0, 0)];
  const parts = { factors: 2, latentWidth: 2, causes: [[], [0]], order: [0, 1], weights };
  const curves = [identityCurve, flat];
  const found = interveneRows({ ...parts, curves }, [1, 1], new Map([[1, 5]]));
  expect(Array.from(found)).toEqual([1, 5]);
  expect(() => interveneRows({ ...parts, curves }, [1, 1], new Map([[0, 5]]))).toThrow(
    'no inverse',
  );
  const turned = { ...parts, curves: [flat, identityCurve] };
  expect(Array.from(interveneRows(turned, [1, 1], new Map([[0, 1]])))).toEqual([1, 1]);
  expect(() => interveneRows(turned, [1, 1], new Map([[0, 5]]))).toThrow('no inverse');
});

it('moves effects of effects in the linear layer, row by row', () => {
  const times = (factor: number) => ({
    at: (u: number) => factor * u,
    inverse: (z: number) => z / factor,
    direction: 1,
  });
  const parts = {
    factors: 3,
    latentWidth: 4,
    causes: [[], [0], [1]],
    order: [0, 1, 2],
    weights: [Float64Array.of(0, 2, 0), Float64Array.of(0, 0, -0.5), Float64Array.of(0, 0, 0)],
    curves: [times(3), identityCurve, times(2)],
  };
  // Row 0: u0 moves by 2, u1 by 4, u2 by -2 from 0.5 to -1.5. Row 1: by -1, -2 and 1 from 3 to 4.
  const found = interveneRows(parts, [3, 1, 1, 9, 0, 5, 6, 8], new Map([[0, [9, -3]]]));
  expect(Array.from(found)).toEqual([9, 5, -3, 9, -3, 3, 8, 8]);
  // Set to what it is, nothing follows, and all bits stay.
  const still = interveneRows(parts, [3, 0.1, 0.7, 9], new Map([[0, 3]]));
  expect(Array.from(still)).toEqual([3, 0.1, 0.7, 9]);
});
