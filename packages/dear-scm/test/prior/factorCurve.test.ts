import { identityCurve } from '../../src/prior/factorCurve.ts';

it('the identity gives every value back, both ways, and increases', () => {
  for (const value of [-7.5, 0, 3]) {
    expect(identityCurve.at(value)).toBe(value);
    expect(identityCurve.inverse(value)).toBe(value);
  }
  expect(identityCurve.direction).toBe(1);
  expect(identityCurve.bent).toBeUndefined();
});
