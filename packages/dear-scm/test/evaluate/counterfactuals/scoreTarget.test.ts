import { distance, scoreTarget } from '../../../src/evaluate/counterfactuals/scoreTarget.ts';

const columns = (...of: number[][]) => of.map((column) => Float64Array.from(column));

describe('scoreTarget', () => {
  // Two rows, three factors; the first is set to 4 and to 8. The third is twice the first, plus a residual of 1.
  const factual = {
    factors: ['cause', 'other', 'effect'],
    truth: columns([2, 6], [10, 20], [5, 13]),
    reconstructed: columns([3, 6], [10, 21], [5, 12]),
    deviations: [2, 5, 4],
  };
  const set = [
    {
      value: 4,
      truth: columns([4, 4], [10, 20], [9, 9]),
      read: columns([4, 5], [10, 21], [8, 10]),
    },
    {
      value: 8,
      truth: columns([8, 8], [10, 20], [17, 17]),
      read: columns([7, 8], [11, 21], [13, 14]),
    },
  ];
  const scores = scoreTarget(0, [true, false, true], factual, set);
  const [cause, other, effect] = scores.responses;

  it('measures how the factor that is set follows', () => {
    // Asked: 2, -2, 6, 2. Read: 1, -1, 4, 2. Slope (2 + 2 + 24 + 4) / 48.
    expect(scores).toMatchObject({ target: 'cause', values: [4, 8] });
    expect(scores.own.slope).toBeCloseTo(32 / 48, 12);
    expect(scores.own.error).toBeCloseTo((1 + 1 + 2 + 0) / 4, 12);
    // |4 - 4|, |5 - 4|, |7 - 8|, |8 - 8|.
    expect(scores.effectiveness).toBeCloseTo(0.5, 12);
    expect(cause).toMatchObject({ factor: 'cause', descends: true, drift: 1, trueResponse: 1 });
    expect(cause?.response).toBeCloseTo(32 / 48, 12);
    expect(cause?.slope).toBeCloseTo(32 / 48, 12);
    expect(cause?.error).toBeCloseTo(0.5, 12);
    expect(cause?.idleError).toBeCloseTo(3, 12);
  });

  it('measures how far others move that should not', () => {
    // Read changes 0, 0, 1, 0 in deviations of 5; those of the cause 1, 1, 4, 2 in deviations of 2.
    expect(other?.drift).toBeCloseTo(0.25 / 5 / (2 / 2), 12);
    expect(scores.worstDrift).toBe(other?.drift);
    expect(other).toMatchObject({ descends: false, trueResponse: 0, slope: NaN, idleError: 0 });
    expect(other?.response).toBeCloseTo((2 / 5) * (6 / 48), 12);
    expect(scores.systematicDrift).toBeCloseTo(((2 / 5) * (6 / 48)) / (32 / 48), 12);
    // |10-10|, |21-20|, |11-10|, |21-20|.
    expect(other?.error).toBeCloseTo(0.75, 12);
  });

  it('holds effects against the true ones', () => {
    // True changes 4, -4, 12, 4; read 3, -2, 8, 2.
    expect(effect?.slope).toBeCloseTo((12 + 8 + 96 + 8) / 192, 12);
    expect(effect?.trueResponse).toBeCloseTo((2 / 4) * 2, 12);
    expect(effect?.response).toBeCloseTo((2 / 4) * ((6 + 4 + 48 + 4) / 48), 12);
    expect(effect?.error).toBeCloseTo((1 + 1 + 4 + 3) / 4, 12);
  });

  it('has no drift where everything descends', () => {
    expect(scoreTarget(0, [true, true, true], factual, set)).toMatchObject({
      worstDrift: 0,
      systematicDrift: 0,
    });
  });
});

describe('distance', () => {
  it('is the mean absolute difference', () => {
    expect(distance(Float64Array.of(1, 2), Float64Array.of(2, 0))).toBe(1.5);
  });
});
