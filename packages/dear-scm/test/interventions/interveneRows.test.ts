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
