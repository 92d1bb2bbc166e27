import fc from 'fast-check';
import { ArgumentError, RandomStream } from '../../src/index.ts';
import type { RandomStreamState } from '../../src/index.ts';
import { rankOverBits } from './rankOverBits.ts';

const run = { seed: 1, numRuns: 50 };
const seeds = fc.maxSafeNat();

/** The sum of (observed - expected)^2 / expected. */
function chiSquare(counts: readonly number[], expected: readonly number[]): number {
  return counts.reduce(
    (sum, count, i) => sum + (count - (expected[i] ?? 0)) ** 2 / (expected[i] ?? 0),
    0,
  );
}

function moments(values: ArrayLike<number>): { mean: number; variance: number } {
  const list = Array.from(values);
  const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
  return {
    mean,
    variance: list.reduce((sum, value) => sum + (value - mean) ** 2, 0) / list.length,
  };
}

describe('RandomStream', () => {
  it.each([-1, 0.5, NaN, Infinity, 2 ** 53])('refuses the seed %p', (seed) => {
    expect(() => new RandomStream(seed)).toThrow(ArgumentError);
    expect(() => new RandomStream(seed)).toThrow(
      /the seed must be an integer from 0 to 9007199254740991, got/,
    );
  });

  it('gives the same numbers for the same seed and others for another', () => {
    expect(new RandomStream(5).uniforms(20)).toEqual(new RandomStream(5).uniforms(20));
    expect(new RandomStream(5).uniforms(20)).not.toEqual(new RandomStream(6).uniforms(20));
    // Seeds that differ above 32 bits differ as well.
    expect(new RandomStream(5).uniforms(20)).not.toEqual(
      new RandomStream(5 + 2 ** 32).uniforms(20),
    );
  });
});

describe('RandomStream.split', () => {
  it('depends on the seed and the name alone, not on what was drawn', () => {
    fc.assert(
      fc.property(seeds, fc.string(), fc.nat(20), (seed, name, draws) => {
        const parent = new RandomStream(seed);
        const before = parent.split(name).uniforms(5);
        for (let i = 0; i < draws; i++) parent.normal();
        expect(parent.split(name).uniforms(5)).toEqual(before);
      }),
      run,
    );
  });

  it('does not move the parent', () => {
    const parent = new RandomStream(3);
    parent.split('child').uniforms(100);
    expect(parent.uniforms(5)).toEqual(new RandomStream(3).uniforms(5));
  });

  it('gives every name and every seed a seed of its own', () => {
    const children = new Set<number>();
    for (let seed = 0; seed < 20; seed++) {
      for (let i = 0; i < 500; i++) children.add(new RandomStream(seed).split(`child-${i}`).seed);
    }
    expect(children.size).toBe(20 * 500);
  });

  it('gives streams that are uncorrelated with each other and with the parent', () => {
    const parent = new RandomStream(11);
    const draws = [parent.split('a'), parent.split('b'), parent].map((s) => s.normals(20_000));
    for (const [i, j] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      const products = draws[i]?.map((x, k) => x * (draws[j]?.[k] ?? NaN)) ?? [];
      // The deviation of the mean of 20,000 products is 0.007.
      expect(Math.abs(moments(products).mean)).toBeLessThan(0.03);
    }
  });
});

describe('RandomStream.state', () => {
  it('goes through JSON and continues with the same draws, a spare normal included', () => {
    fc.assert(
      fc.property(seeds, fc.nat(7), (seed, draws) => {
        const stream = new RandomStream(seed);
        for (let i = 0; i < draws; i++) stream.normal(3, 2);
        const text = JSON.stringify(stream.state());
        const copy = RandomStream.fromState(JSON.parse(text) as RandomStreamState);
        expect(copy.normals(5)).toEqual(stream.normals(5));
        expect(copy.integer(0, 1000)).toBe(stream.integer(0, 1000));
        expect(copy.split('x').uniform()).toBe(stream.split('x').uniform());
      }),
      run,
    );
  });

  it('holds the second normal of a pair', () => {
    const stream = new RandomStream(1);
    expect(stream.state().spareNormal).toBeNull();
    stream.normal();
    const { spareNormal } = stream.state();
    expect(stream.normal()).toBe(spareNormal);
    expect(stream.state().spareNormal).toBeNull();
  });

  it.each([
    ['three words', { words: [1, 2, 3] }],
    ['a word that is no integer', { words: [1, 2, 3, 0.5] }],
    ['a word above 32 bits', { words: [1, 2, 3, 2 ** 31] }],
    ['zeros alone', { words: [0, 0, 0, 0] }],
    ['no words', { words: null }],
    ['a spare normal that is missing', { spareNormal: undefined }],
    ['a spare normal that is NaN', { spareNormal: NaN }],
    ['a bad seed', { seed: -1 }],
  ])('refuses %s', (_, change) => {
    const state = { ...new RandomStream(1).state(), ...change } as unknown as RandomStreamState;
    expect(() => RandomStream.fromState(state)).toThrow(ArgumentError);
  });
});

describe('RandomStream.uniform', () => {
  it('fills a hundred bins evenly', () => {
    const stream = new RandomStream(1);
    const counts = new Array<number>(100).fill(0);
    for (let i = 0; i < 100_000; i++) {
      const bin = Math.floor(stream.uniform() * 100);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    // The 99.9 % quantile of chi-square with 99 degrees of freedom is 148.2, the 0.1 % quantile 61.1.
    const statistic = chiSquare(counts, new Array<number>(100).fill(1000));
    expect(statistic).toBeLessThan(148.2);
    expect(statistic).toBeGreaterThan(61.1);
  });

  it('fills pairs of successive draws evenly', () => {
    const stream = new RandomStream(2);
    const counts = new Array<number>(100).fill(0);
    for (let i = 0; i < 100_000; i++) {
      const bin = Math.floor(stream.uniform() * 10) * 10 + Math.floor(stream.uniform() * 10);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    expect(chiSquare(counts, new Array<number>(100).fill(1000))).toBeLessThan(148.2);
  });

  it('stays in its range, also in single precision', () => {
    const stream = new RandomStream(1);
    for (const value of stream.uniforms(10_000)) {
      expect(value >= 0 && value < 1).toBe(true);
    }
    for (let i = 0; i < 1000; i++) {
      const value = stream.uniform(-3, 2);
      expect(value >= -3 && value < 2).toBe(true);
    }
  });
});

describe('RandomStream.normal', () => {
  it('has the moments of a normal distribution', () => {
    const values = new RandomStream(1).normals(200_000);
    const fourth = moments(values.map((x) => x ** 4)).mean;
    const third = moments(values.map((x) => x ** 3)).mean;
    const { mean, variance } = moments(values);
    // Four standard errors each: 1, sqrt(2), sqrt(15), sqrt(96) over sqrt(200,000).
    expect(Math.abs(mean)).toBeLessThan(0.009);
    expect(Math.abs(variance - 1)).toBeLessThan(0.013);
    expect(Math.abs(third)).toBeLessThan(0.035);
    expect(Math.abs(fourth - 3)).toBeLessThan(0.088);
  });

  it('has the right share inside one, two and three deviations', () => {
    const values = Array.from(new RandomStream(2).normals(100_000, 5, 2));
    const share = (k: number): number => values.filter((x) => Math.abs(x - 5) < 2 * k).length / 1e5;
    expect(share(1)).toBeCloseTo(0.6827, 2);
    expect(share(2)).toBeCloseTo(0.9545, 2);
    expect(share(3)).toBeCloseTo(0.9973, 3);
  });
});

describe('RandomStream.integer', () => {
  it('draws each of seven values equally often', () => {
    const stream = new RandomStream(4);
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 70_000; i++) {
      const drawn = stream.integer(-3, 4) + 3;
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    // 99.9 % quantile, 6 degrees of freedom.
    expect(chiSquare(counts, new Array<number>(7).fill(10_000))).toBeLessThan(22.46);
  });

  it('takes ranges of one value and of 2^32', () => {
    const stream = new RandomStream(4);
    expect(stream.integer(9, 10)).toBe(9);
    const wide = Array.from({ length: 1000 }, () => stream.integer(0, 2 ** 32));
    expect(Math.max(...wide)).toBeGreaterThan(0.98 * 2 ** 32);
    expect(Math.min(...wide)).toBeGreaterThanOrEqual(0);
  });

  it('has no bias where the range does not divide 2^32', () => {
    const stream = new RandomStream(4);
    const range = 3 * 2 ** 30; // a remainder would hit the lowest third twice as often
    const third = 2 ** 30;
    const counts = [0, 0, 0];
    for (let i = 0; i < 6000; i++) {
      const drawn = Math.floor(stream.integer(0, range) / third);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    // 99.9 % quantile, 2 degrees of freedom.
    expect(chiSquare(counts, [2000, 2000, 2000])).toBeLessThan(13.82);
  });

  it('draws again from the first value that would be unfair', () => {
    const range = 3 * 2 ** 30;
    /** A stream whose next 32 bits are these. */
    const next = (bits: number) =>
      RandomStream.fromState({ seed: 1, words: [12345, bits | 0, 67890, 0], spareNormal: null });
    for (const bits of [0, 5, range - 1]) {
      expect(next(bits).integer(0, 2 ** 32)).toBe(bits);
      expect(next(bits).integer(-7, range - 7)).toBe(bits - 7);
    }
    for (const bits of [range, range + 1, 2 ** 32 - 1]) {
      const later = next(bits);
      later.integer(0, 2 ** 32); // passes over the unfair one
      expect(next(bits).integer(0, range)).toBe(later.integer(0, range));
    }
  });

  it('flips coins that no linear recurrence predicts, as the lowest bits would', () => {
    const stream = new RandomStream(1);
    const flips = Array.from({ length: 400 }, () => BigInt(stream.integer(0, 2)));
    const rows = Array.from({ length: 200 }, (_, i) =>
      flips.slice(i, i + 200).reduce((word, bit) => (word << 1n) | bit, 0n),
    );
    // The state has 128 bits: linear ones give rank 128 or less, fair ones 195 or more but for one in 2^25.
    expect(rankOverBits(rows)).toBeGreaterThanOrEqual(195);
  });

  it.each([
    [0, 0],
    [3, 2],
    [0, 1.5],
    [NaN, 2],
    [0, 2 ** 32 + 1],
  ])('refuses the range [%p, %p)', (low, high) => {
    expect(() => new RandomStream(1).integer(low, high)).toThrow(ArgumentError);
  });
});

describe('RandomStream.categorical', () => {
  it('draws in proportion to the weights', () => {
    const stream = new RandomStream(5);
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 60_000; i++) {
      const drawn = stream.categorical([1, 0, 2, 3]);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    expect(counts[1]).toBe(0);
    const positive = [counts[0] ?? 0, counts[2] ?? 0, counts[3] ?? 0];
    // 99.9 % quantile, 2 degrees of freedom.
    expect(chiSquare(positive, [10_000, 20_000, 30_000])).toBeLessThan(13.82);
  });

  it('takes typed arrays and a single weight', () => {
    expect(new RandomStream(1).categorical(Float32Array.of(0, 0, 7))).toBe(2);
  });

  it.each([[[]], [[0, 0]], [[1, -1]], [[1, NaN]], [[Infinity]], [[1e308, 1e308]]])(
    'refuses the weights %p',
    (weights) => {
      expect(() => new RandomStream(1).categorical(weights)).toThrow(ArgumentError);
    },
  );
});

describe('RandomStream.gamma', () => {
  it.each([0.5, 1, 4.2])('has mean and variance %p', (shape) => {
    const stream = new RandomStream(6);
    const { mean, variance } = moments(Array.from({ length: 50_000 }, () => stream.gamma(shape)));
    expect(Math.abs(mean / shape - 1)).toBeLessThan(0.03);
    expect(Math.abs(variance / shape - 1)).toBeLessThan(0.1);
  });

  it.each([0, -1, NaN, Infinity])('refuses the shape %p', (shape) => {
    expect(() => new RandomStream(1).gamma(shape)).toThrow(ArgumentError);
  });
});

describe('RandomStream.dirichlet', () => {
  it.each([[[1, 2, 3]], [[0.3, 0.3, 0.4]]])(
    'has the mean and variance of Dirichlet(%p)',
    (concentration) => {
      const stream = new RandomStream(7);
      const points = Array.from({ length: 20_000 }, () => stream.dirichlet(concentration));
      const total = concentration.reduce((sum, a) => sum + a, 0);
      for (const [i, a] of concentration.entries()) {
        const { mean, variance } = moments(points.map((point) => point[i] ?? NaN));
        const expected = a / total;
        expect(mean).toBeCloseTo(expected, 2);
        expect(variance).toBeCloseTo((expected * (1 - expected)) / (total + 1), 2);
      }
    },
  );

  it('gives points of the simplex for any concentration, tiny ones as well', () => {
    const concentrations = fc.array(fc.constantFrom(1e-6, 0.001, 0.1, 1, 50, 1e6), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(seeds, concentrations, (seed, concentration) => {
        const point = new RandomStream(seed).dirichlet(concentration);
        expect(point).toHaveLength(concentration.length);
        expect(point.every((share) => share >= 0)).toBe(true);
        expect(point.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it.each([[[]], [[1, 0]], [[1, -0.5]], [[NaN]], [[Infinity, 1]]])(
    'refuses %p',
    (concentration) => {
      expect(() => new RandomStream(1).dirichlet(concentration)).toThrow(ArgumentError);
    },
  );
});

describe('RandomStream.shuffle', () => {
  it('permutes in place', () => {
    fc.assert(
      fc.property(seeds, fc.array(fc.integer()), (seed, values) => {
        const shuffled = [...values];
        expect(new RandomStream(seed).shuffle(shuffled)).toBe(shuffled);
        const ascending = (a: number, b: number): number => a - b;
        expect(shuffled.sort(ascending)).toEqual([...values].sort(ascending));
      }),
      run,
    );
  });

  it('gives each of the 3! orders equally often', () => {
    const stream = new RandomStream(8);
    const counts = new Map<string, number>();
    for (let i = 0; i < 60_000; i++) {
      const order = stream.shuffle(Int32Array.of(0, 1, 2)).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    // 99.9 % quantile, 5 degrees of freedom.
    expect(chiSquare([...counts.values()], new Array<number>(6).fill(10_000))).toBeLessThan(20.52);
  });
});

describe('RandomStream.sampleIndices', () => {
  it('draws distinct indices in range', () => {
    fc.assert(
      fc.property(seeds, fc.nat(60), fc.nat(40), (seed, count, more) => {
        const drawn = new RandomStream(seed).sampleIndices(count, count + more);
        expect(new Set(drawn).size).toBe(count);
        expect(drawn.every((index) => index >= 0 && index < count + more)).toBe(true);
      }),
      run,
    );
  });

  it('draws every ordered pair of four equally often', () => {
    const stream = new RandomStream(9);
    const counts = new Map<string, number>();
    for (let i = 0; i < 60_000; i++) {
      const pair = stream.sampleIndices(2, 4).join();
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    expect(counts.size).toBe(12);
    // 99.9 % quantile, 11 degrees of freedom.
    expect(chiSquare([...counts.values()], new Array<number>(12).fill(5000))).toBeLessThan(31.26);
  });

  it.each([
    [3, 2],
    [-1, 2],
    [0.5, 2],
    [1, 2.5],
    [1, NaN],
    [1, 2 ** 31 + 1],
  ])('refuses %p out of %p', (count, size) => {
    expect(() => new RandomStream(1).sampleIndices(count, size)).toThrow(ArgumentError);
  });
});
