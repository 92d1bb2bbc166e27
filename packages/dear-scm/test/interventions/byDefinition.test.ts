import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { structuralModel } from '../../src/index.ts';

/** Breakpoints of the curves, and how far from 0 they reach. */
const [BREAKS, RANGE] = [7, 2];
const GAP = (2 * RANGE) / (BREAKS - 1);

/** A random graph over some factors, with curves and weights, solved by nothing but the definition. */
function drawn(seed: number, factors: number) {
  const stream = new RandomStream(seed);
  const order = stream.shuffle(Array.from({ length: factors }, (_, i) => i));
  const rank = order.map((_, i) => order.indexOf(i));
  const mask = rank.map((cause) =>
    rank.map((effect) => (cause < effect && stream.uniform() < 0.7 ? 1 : 0)),
  );
  const adjacency = stream.normals(factors * factors);
  const map = stream.normals(factors * (BREAKS + 2), 0, 0.5);
  const slope = (j: number, k: number) => Math.exp(map[j * (BREAKS + 1) + k] ?? NaN) + 0.001;
  /** The integral of the slopes from the left end of the range on. */
  const curve = (j: number, u: number): number => {
    let value = map[factors * (BREAKS + 1) + j] ?? NaN;
    if (u < -RANGE) return value + slope(j, 0) * (u + RANGE);
    for (let k = 1; k < BREAKS; k++) {
      const from = -RANGE + (k - 1) * GAP;
      value += slope(j, k) * Math.max(0, Math.min(GAP, u - from));
    }
    return value + slope(j, BREAKS) * Math.max(0, u - RANGE);
  };
  const inverse = (j: number, z: number): number => {
    let [low, high] = [-1e4, 1e4];
    for (let i = 0; i < 100; i++) {
      const middle = (low + high) / 2;
      if (curve(j, middle) < z) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  };
  const solve = (noise: readonly number[], targets: ReadonlyMap<number, number>): number[] => {
    const [u, z] = [[...noise], [...noise]];
    for (const j of order) {
      for (let i = 0; i < factors; i++) {
        if (mask[i]?.[j] === 1)
          u[j] = (u[j] ?? NaN) + (u[i] ?? NaN) * (adjacency[i * factors + j] ?? NaN);
      }
      const target = targets.get(j);
      if (target !== undefined) u[j] = inverse(j, target);
      z[j] = target ?? curve(j, u[j] ?? NaN);
    }
    return z;
  };
  const prior = {
    kind: 'monotone',
    breakpoints: BREAKS,
    range: RANGE,
    detachOffsets: false,
  } as const;
  const latentWidth = factors + 1;
  return {
    stream,
    curve,
    solve,
    model: structuralModel({ prior, mask, latentWidth, map, adjacency }),
  };
}

function expectNear(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  for (let i = 0; i < expected.length; i++) {
    const [a = NaN, b = NaN] = [actual[i], expected[i]];
    expect(Math.abs(a - b)).toBeLessThan(1e-6 * Math.max(1, Math.abs(b)));
  }
}

describe('a structural model, against its definition solved factor by factor', () => {
  it('has curves and inverses that agree at breakpoints, between them and beyond', () => {
    for (const seed of [1, 2, 3]) {
      const { model, curve } = drawn(seed, 3);
      const places = Array.from({ length: BREAKS }, (_, k) => k * GAP - RANGE);
      for (const u of [...places, -5, -0.3, 0.77, 5]) {
        model.curves.forEach((own, j) => {
          expect(own.at(u)).toBeCloseTo(curve(j, u), 9);
          expect(own.inverse(curve(j, u))).toBeCloseTo(u, 8);
        });
      }
    }
  });

  it('generates, infers noise, and answers do() of any factors over any number of hops', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const factors = 2 + (seed % 4);
      const { model, solve, stream } = drawn(seed, factors);
      const noise = Array.from(stream.normals(factors + 1));
      const latents = solve(noise, new Map());
      expectNear(model.endogenous(noise), latents);
      expectNear(model.exogenous(latents), noise);
      const targets = new Map<number, number>();
      for (let j = 0; j < factors; j++) {
        if (stream.uniform() < 0.5) targets.set(j, stream.normal(-1, 2));
      }
      expectNear(model.intervene(latents, targets), solve(noise, targets));
    }
  });
});
