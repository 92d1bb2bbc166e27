import { gaussianDependence } from '../../src/index.ts';
import { codeOf } from '../support.ts';

describe('gaussianDependence', () => {
  // Four rows of variance 4/3 each; scaled to 1.
  const unit = Math.sqrt(3) / 2;
  const a = [1, 1, -1, -1].map((value) => value * unit);
  const b = [1, -1, 1, -1].map((value) => value * unit);
  const mix = (share: number) =>
    a.map((value, i) => share * value + Math.sqrt(1 - share * share) * (b[i] ?? 0));

  it('is what the covariance gives', () => {
    const { totalCorrelation, wasserstein, relativeWasserstein, covariance } = gaussianDependence([
      a,
      mix(0.9),
    ]);
    expect(covariance[0]?.[0]).toBeCloseTo(1, 12);
    expect(covariance[0]?.[1]).toBeCloseTo(0.9, 12);
    expect(covariance[1]?.[0]).toBeCloseTo(0.9, 12);
    expect(totalCorrelation).toBeCloseTo(-Math.log(1 - 0.81) / 2, 12);
    expect(totalCorrelation).toBeCloseTo(0.8304, 4);
    expect(wasserstein).toBeCloseTo(4 - 2 * (Math.sqrt(1.9) + Math.sqrt(0.1)), 12);
    expect(wasserstein).toBeCloseTo(0.6107, 4);
    expect(relativeWasserstein).toBeCloseTo(0.6107 / 2, 4);
  });

  it('depends on scales in the one and not in the other', () => {
    const scaled = gaussianDependence([a.map((value) => 3 * value + 5), mix(0.9)]);
    expect(scaled.totalCorrelation).toBeCloseTo(0.8304, 4);
    // D^(1/2) C D^(1/2) is [[81, 8.1], [8.1, 1]]: its root has the trace sqrt(82 + 2 sqrt(81 - 65.61)).
    const trace = Math.sqrt(82 + 2 * Math.sqrt(81 - 65.61));
    expect(scaled.wasserstein).toBeCloseTo(20 - 2 * trace, 9);
  });

  it('knows its ends', () => {
    const none = gaussianDependence([a, b]);
    expect(none.totalCorrelation).toBeCloseTo(0, 12);
    expect(none.wasserstein).toBeCloseTo(0, 12);
    const copied = gaussianDependence([a, b, a.map((value) => 1 - 7 * value)]);
    expect(copied.totalCorrelation).toBe(Infinity);
    expect(copied.wasserstein).toBeGreaterThan(1);
    const constant = [0.1, 0.1, 0.1, 0.1];
    expect(gaussianDependence([a, constant, mix(0.9)]).totalCorrelation).toBeCloseTo(0.8304, 4);
    expect(gaussianDependence([constant])).toMatchObject({
      totalCorrelation: 0,
      wasserstein: 0,
      relativeWasserstein: 0,
    });
  });

  it.each([
    ['ERR_ARGUMENT', []],
    ['ERR_ARGUMENT', [[1]]],
    ['ERR_SHAPE', [a, [1, 2]]],
    ['ERR_VALUES', [[1, NaN]]],
  ])('refuses with %s', (code, found) => {
    expect(codeOf(() => gaussianDependence(found))).toBe(code);
  });
});
