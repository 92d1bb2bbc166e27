import { labelAgreement } from '../../../src/evaluate/scores/labelAgreement.ts';

const factors = [
  { name: 'angle', kind: 'continuous' },
  { name: 'on', kind: 'binary' },
] as const;
const labels = [Float64Array.of(10, 20, 30), Float64Array.of(0, 1, 1)];
const codes = [Float64Array.of(1, 2, 4), Float64Array.of(-1, -2, 3)];

describe('labelAgreement', () => {
  it('is what the definitions give', () => {
    const [angle, on] = labelAgreement(factors, labels, codes, (factor, latent) =>
      factor === 0 ? 10 * latent : 0.5,
    );
    // Deviations (-10, 0, 10) and (-4/3, -1/3, 5/3).
    expect(angle?.correlation).toBeCloseTo(30 / Math.sqrt(200 * (42 / 9)), 12);
    expect(angle).toMatchObject({ factor: 'angle', area: NaN });
    // Read as 10, 20, 40.
    expect(angle?.error).toBeCloseTo(10 / 3, 12);
    expect(angle?.r2).toBeCloseTo(1 - 100 / 200, 12);
    // -1 is above one of -2 and 3.
    expect(on).toMatchObject({ factor: 'on', area: 0.5, error: 0.5 });
    expect(on?.r2).toBeCloseTo(1 - 0.75 / (2 / 3), 12);
  });

  it('gives no errors where the units are not known', () => {
    const [angle, on] = labelAgreement(factors, labels, codes);
    expect(angle).toMatchObject({ error: NaN, r2: NaN });
    expect(on?.area).toBe(0.5);
  });
});
