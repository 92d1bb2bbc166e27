import { codeAgreement } from '../../../src/evaluate/scores/codeAgreement.ts';

describe('codeAgreement', () => {
  it('is what the definitions give', () => {
    const factors = [
      { name: 'angle', kind: 'continuous' },
      { name: 'on', kind: 'binary' },
    ] as const;
    const labels = [Float64Array.of(10, 20, 30), Float64Array.of(0, 1, 1)];
    const codes = [Float64Array.of(1, 2, 4), Float64Array.of(-1, -2, 3)];
    const [angle, on] = codeAgreement(factors, labels, codes);
    // Deviations (-10, 0, 10) and (-4/3, -1/3, 5/3).
    expect(angle?.correlation).toBeCloseTo(30 / Math.sqrt(200 * (42 / 9)), 12);
    expect(angle).toMatchObject({ factor: 'angle', area: NaN });
    // -1 is above one of -2 and 3.
    expect(on).toMatchObject({ factor: 'on', area: 0.5 });
    // Deviations (-2/3, 1/3, 1/3) and (-1, -2, 3).
    expect(on?.correlation).toBeCloseTo(1 / Math.sqrt((6 / 9) * 14), 12);
  });
});
