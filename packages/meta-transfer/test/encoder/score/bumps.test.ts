import { bumpWriter } from '../../../src/encoder/score/bumps.ts';

describe('bumpWriter', () => {
  const write = bumpWriter({ kind: 'bumps', low: -2, high: 2, count: 3, width: 1.5 });

  it('writes bumps and a constant', () => {
    const [phi, slopes] = [new Float64Array(4), new Float64Array(4)];
    write(1, phi, slopes);
    [-2, 0, 2].forEach((centre, j) => {
      expect(phi[j]).toBeCloseTo(Math.exp(-0.5 * ((1 - centre) / 1.5) ** 2), 12);
    });
    expect([phi[3], slopes[3]]).toEqual([1, 0]);
  });

  it('writes their derivatives', () => {
    const at = (input: number) => {
      const [phi, slopes] = [new Float64Array(4), new Float64Array(4)];
      write(input, phi, slopes);
      return { phi, slopes };
    };
    const [high, low] = [at(0.7 + 1e-6), at(0.7 - 1e-6)];
    at(0.7).slopes.forEach((slope, j) => {
      expect(slope).toBeCloseTo(((high.phi[j] ?? 0) - (low.phi[j] ?? 0)) / 2e-6, 6);
    });
  });
});
