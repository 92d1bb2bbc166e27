import { pendulum } from '../../../src/scenes/pendulum/pendulum.ts';
import { pendulumCeiling } from '../../../src/scenes/pendulum/pendulumCeiling.ts';
import { pendulumShadow } from '../../../src/scenes/pendulum/pendulumGeometry.ts';
import { failure } from '../../testFiles.ts';

/** Scores of the rule itself on drawn rows: a row is corrupted where its density is larger so. */
function counted(noise: number, corrupted: number, prior: number) {
  const rows = 40_000;
  const { values } = pendulum({ rows, noise, corrupted, seed: 5 });
  const right = [0, 0];
  const count = [0, 0];
  for (let i = 0; i < rows; i++) {
    const [angle = 0, light = 0, length = 0, position = 0, flag = 0] = values.subarray(
      5 * i,
      5 * i + 5,
    );
    const clean = pendulumShadow(angle, light);
    const gap = ((length - clean.length) ** 2 + (position - clean.position) ** 2) / noise ** 2;
    const measured = Math.exp(-gap / 2) / (2 * Math.PI * noise ** 2);
    const inBox = length > 2 && length <= 12.6741 && position >= 4.37186 && position <= 12.89129;
    const drawn = inBox ? 1 / ((12.6741 - 2) * (12.8913 - 4.3719)) : 0;
    const said = prior * drawn > (1 - prior) * measured ? 1 : 0;
    count[flag] = (count[flag] ?? 0) + 1;
    if (said === flag) right[flag] = (right[flag] ?? 0) + 1;
  }
  return {
    recall: (right[1] ?? NaN) / (count[1] ?? NaN),
    specificity: (right[0] ?? NaN) / (count[0] ?? NaN),
  };
}

describe('pendulumCeiling', () => {
  it.each([
    [0.1, 0.999],
    [0.5, 0.98],
    [0.8, 0.958],
    [0.9, 0.95],
    [0.95, 0.946],
    [1, 0.942],
    [1.1, 0.934],
  ])('with noise of %f is an accuracy of %f', (noise, accuracy) => {
    expect(Math.abs(pendulumCeiling({ noise }).accuracy - accuracy)).toBeLessThan(0.001);
  });

  it('is reached by the best rule, and no more, on drawn rows', () => {
    for (const [noise, corrupted] of [
      [1, 0.2],
      [0.5, 0.4],
    ] as const) {
      const ceiling = pendulumCeiling({ noise, corrupted });
      const found = counted(noise, corrupted, corrupted);
      expect(Math.abs(ceiling.recall - found.recall)).toBeLessThan(0.012);
      expect(Math.abs(ceiling.specificity - found.specificity)).toBeLessThan(0.004);
      expect(ceiling.worst).toBe(ceiling.recall);
      expect(ceiling.accuracy).toBeCloseTo(
        corrupted * ceiling.recall + (1 - corrupted) * ceiling.specificity,
        12,
      );
    }
    expect(pendulumCeiling().recall).toBeCloseTo(0.7597, 3);
    expect(pendulumCeiling().specificity).toBeCloseTo(0.9876, 3);
    expect(pendulumCeiling({ noise: 0.95 }).worst).toBeCloseTo(0.7757, 3);
  });

  it('knows what relying on the background costs', () => {
    const { biased, ...rest } = pendulumCeiling({ background: { agreement: 0.8 } });
    expect(rest).toEqual(pendulumCeiling());
    const groups = biased?.groups ?? [];
    expect(groups.map(({ corrupted, blue }) => [corrupted, blue])).toEqual([
      [true, true],
      [true, false],
      [false, true],
      [false, false],
    ]);
    const shares = groups.map(({ share }) => share);
    for (const [i, share] of [0.16, 0.04, 0.16, 0.64].entries()) {
      expect(shares[i]).toBeCloseTo(share, 12);
    }
    // On blue, half of the training rows are corrupted; on white, one in seventeen.
    const [onBlue, onWhite] = [counted(1, 0.2, 0.5), counted(1, 0.2, 1 / 17)];
    const expected = [onBlue.recall, onWhite.recall, onBlue.specificity, onWhite.specificity];
    for (const [i, accuracy] of expected.entries()) {
      expect(Math.abs((groups[i]?.accuracy ?? NaN) - accuracy)).toBeLessThan(0.015);
    }
    const [a = 0, b = 0, c = 0, d = 0] = groups.map(({ accuracy }) => accuracy);
    expect(biased?.recall).toBeCloseTo((a + b) / 2, 12);
    expect(biased?.specificity).toBeCloseTo((c + d) / 2, 12);
    expect(biased?.accuracy).toBeCloseTo(0.1 * (a + b) + 0.4 * (c + d), 12);
    expect(biased?.conflicting).toBeCloseTo(0.2 * b + 0.8 * c, 12);
    expect(biased?.worst).toBe(b);
    expect(biased?.worst).toBeLessThan(rest.worst);
  });

  it('says nothing of a background that is independent', () => {
    const { biased, ...rest } = pendulumCeiling({ background: { agreement: 0.5 } });
    expect(biased?.accuracy).toBeCloseTo(rest.accuracy, 12);
    expect(biased?.worst).toBeCloseTo(rest.worst, 12);
  });

  it('has known ends', () => {
    expect(pendulumCeiling({ noise: 0 })).toEqual({
      accuracy: 1,
      recall: 1,
      specificity: 1,
      worst: 1,
    });
    expect(pendulumCeiling({ corrupted: 0 })).toEqual({
      accuracy: 1,
      recall: NaN,
      specificity: 1,
      worst: 1,
    });
    expect(pendulumCeiling({ corrupted: 1 })).toMatchObject({ accuracy: 1, recall: 1 });
    // So much noise that everything is as probable: only rows outside the box are known.
    expect(pendulumCeiling({ noise: 100 }).recall).toBeCloseTo(1, 6);
    // Where colour and corruption are the same, a colour decides.
    const sure = pendulumCeiling({ background: { agreement: 1 } }).biased;
    expect(sure?.groups.map(({ accuracy }) => accuracy)).toEqual([
      1,
      0,
      expect.any(Number) as number,
      1,
    ]);
  });

  it('refuses options outside their range', () => {
    expect(() => pendulumCeiling({ noise: -1 })).toThrow(
      failure('ERR_ARGUMENT', '^pendulumCeiling: noise'),
    );
  });
});
