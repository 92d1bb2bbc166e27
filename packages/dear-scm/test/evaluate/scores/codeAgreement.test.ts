import { codeAgreement } from '../../../src/evaluate/scores/codeAgreement.ts';

describe('codeAgreement', () => {
  it('is what the definitions give', () => {
    const factors = [
      { name: 'angle', kind: 'continuous' },
      { name: 'on', kind: 'binary' },
    ] as const;
    const labels = [Float64Array.of(10, 20, 30), Float64Array.of(0, 1, 1)];
    const codes = [Float64Array.of(1, 2, 4), Float64Array.of(-1, 0, 3)];
    const [angle, on] = codeAgreement(factors, labels, codes);
    // Deviations (-10, 0, 10) and (-4/3, -1/3, 5/3).
    expect(angle?.correlation).toBeCloseTo(30 / Math.sqrt(200 * (42 / 9)), 12);
    expect(angle).toMatchObject({ factor: 'angle', area: NaN });
    expect(on).toMatchObject({ factor: 'on', area: 1 });
    // Deviations (-2, 1, 1) / 3 and (-5, -2, 7) / 3.
    expect(on?.correlation).toBeCloseTo(15 / Math.sqrt(6 * 78), 12);
  });
});
