import { categoricalPair, samplePairs, transferDistribution } from '@causal-mechanisms/datasets';
import type { PairChange } from '@causal-mechanisms/datasets';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { moduleBelief } from '../../../src/pair/modules/moduleBelief.ts';
import type { ModuleBeliefOptions } from '../../../src/pair/modules/moduleBelief.ts';

interface Problem {
  readonly seed: number;
  readonly change: PairChange;
  readonly independent?: boolean;
  readonly size?: number;
}

const CATEGORIES = 10;

/** Training pairs and four transfer distributions of one random truth A->B. */
function dataOf({ seed, change, independent = false, size = 100 }: Problem) {
  const stream = new RandomStream(seed);
  const pair = categoricalPair({ categories: CATEGORIES, stream, independent });
  const transfers = [1, 2, 3, 4].map(() =>
    samplePairs(transferDistribution(pair, stream, { change }), size, stream),
  );
  return { training: samplePairs(pair, 5000, stream), transfers };
}

const categories = [CATEGORIES, CATEGORIES] as const;
const seeds = Array.from({ length: 20 }, (_, i) => i + 1);

describe('moduleBelief', () => {
  it.each(['cause', 'effect', 'conditional'] as const)(
    'finds the direction in 20 of 20 truths where the %s was changed',
    (change) => {
      const found = seeds.map((seed) => moduleBelief(dataOf({ seed, change }), { categories }));
      expect(found.map(({ structure }) => structure)).toEqual(seeds.map(() => 'A->B'));
      const module = change === 'cause' ? 'A' : 'B';
      const right = found.flatMap(({ transfers }) =>
        transfers.filter(({ changed }) => changed[module] > 0.5),
      );
      expect(right.length).toBeGreaterThanOrEqual(76);
    },
  );

  it.each(['cause', 'effect'] as const)(
    'calls independent variables so in 20 of 20 truths where the %s was changed',
    (change) => {
      for (const seed of seeds) {
        const data = dataOf({ seed, change, independent: true });
        expect(moduleBelief(data, { categories }).structure).toBe('independent');
      }
    },
  );

  it('stays undecided where both modules were changed, or neither', () => {
    for (const change of ['both', 'nothing'] as const) {
      for (const seed of [1, 2, 3]) {
        const { beliefs, transfers } = moduleBelief(dataOf({ seed, change, size: 1000 }), {
          categories,
        });
        expect(beliefs['A->B']).toBeGreaterThan(0.05);
        expect(beliefs['A->B']).toBeLessThan(0.95);
        expect(beliefs.independent).toBeLessThan(1e-6);
        for (const { changed } of transfers) {
          expect(changed[change === 'both' ? 'both' : 'neither']).toBeGreaterThan(0.5);
        }
      }
    }
  });

  it('exchanges the directions with the names of the variables', () => {
    const { training, transfers } = dataOf({ seed: 1, change: 'effect', size: 10 });
    const swap = ({ a, b }: typeof training) => ({ a: b, b: a });
    const one = moduleBelief({ training, transfers }, { categories });
    const other = moduleBelief(
      { training: swap(training), transfers: transfers.map(swap) },
      { categories },
    );
    expect(other.beliefs['B->A']).toBeCloseTo(one.beliefs['A->B'], 8);
    expect(other.beliefs.independent).toBeCloseTo(one.beliefs.independent, 8);
    expect(other.transfers[0]?.changed.A).toBeCloseTo(one.transfers[0]?.changed.B ?? NaN, 8);
  });

  it('has the log-likelihoods that were computed by hand', () => {
    const { transfers, scores } = moduleBelief(
      {
        training: { a: Uint8Array.of(0), b: Uint8Array.of(0) },
        transfers: [{ a: Uint8Array.of(1), b: Uint8Array.of(0) }],
      },
      { categories: [2, 2], concentration: 1, freedConcentration: 1 },
    );
    const [of] = transfers;
    // Training leaves the table 2 1 / 1 1: P(A = 1) = 2/5, P(B = 0) = 3/5, P(B = 0 | A = 1) = 1/2, P(A = 1 | B = 0) = 1/3. Fresh tables say 1/2.
    const expected = {
      'A->B': [1 / 4, 2 / 5 / 2, 1 / 4, 1 / 5],
      'B->A': [3 / 5 / 2, 1 / 2 / 3, 1 / 4, 1 / 5],
      independent: [((1 / 2) * 3) / 5, 2 / 5 / 2, 1 / 4, 6 / 25],
    };
    for (const structure of ['A->B', 'B->A', 'independent'] as const) {
      const logs = expected[structure].map(Math.log);
      logs.forEach((log, i) => {
        expect(of?.logLikelihoods[structure][i]).toBeCloseTo(log, 9);
      });
      // One training pair has probability 1/4 everywhere.
      const mean = expected[structure].reduce((sum, p) => sum + p / 4, 0);
      expect(scores[structure]).toBeCloseTo(Math.log(mean / 4), 9);
    }
  });

  it('counts training pairs for one joint table or for two marginals, by hand', () => {
    const { scores, transfers } = moduleBelief(
      {
        training: { a: Uint8Array.of(0, 0), b: Uint8Array.of(0, 0) },
        transfers: [{ a: Uint8Array.of(0, 1), b: Uint8Array.of(0, 0) }],
      },
      { categories: [2, 2], concentration: 1, freedConcentration: 1 },
    );
    const sumOf = (logs: readonly number[] | undefined) =>
      Math.log((logs ?? []).reduce((sum, log) => sum + Math.exp(log) / 4, 0));
    const [of] = transfers;
    // Concentrations of 1 for each pair are 2 for each category: (1/4) (2/5) against ((1/2) (3/5))^2.
    const start = (structure: 'A->B' | 'B->A' | 'independent') =>
      scores[structure] - sumOf(of?.logLikelihoods[structure]);
    expect(start('A->B')).toBeCloseTo(Math.log(0.1), 9);
    expect(start('B->A')).toBeCloseTo(Math.log(0.1), 9);
    expect(start('independent')).toBeCloseTo(Math.log(0.09), 9);
    // Training leaves 4 and 2 for A. B is freed: two fresh rows say 1/4, one fresh row says (1/2) (2/3).
    const expected = Math.log((4 / 6) * (2 / 7) * ((1 / 4 + 1 / 3) / 2));
    expect(of?.logLikelihoods['A->B'][1]).toBeCloseTo(expected, 9);
  });

  it('has beliefs that add up to 1', () => {
    const { beliefs, transfers } = moduleBelief(dataOf({ seed: 3, change: 'cause', size: 3 }), {
      categories,
    });
    expect(Object.values(beliefs).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 10);
    for (const { changed } of transfers) {
      expect(Object.values(changed).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 10);
    }
  });

  it('takes any concentration: with a huge one every category is as probable as the others, whatever was seen', () => {
    const data = dataOf({ seed: 1, change: 'cause', size: 3 });
    const pairs = data.transfers[0]?.a.length ?? NaN;
    for (const concentration of [1e15, 1e20, 1e300, 1e308, Number.MAX_VALUE]) {
      const { beliefs, transfers } = moduleBelief(data, {
        categories,
        concentration,
        freedConcentration: concentration,
      });
      for (const belief of Object.values(beliefs)) expect(belief).toBeCloseTo(1 / 3, 6);
      for (const value of Object.values(transfers[0]?.logLikelihoods ?? {}).flat()) {
        expect(value).toBeCloseTo(-pairs * Math.log(100), 4);
      }
    }
    for (const concentration of [Number.MIN_VALUE, 1e-300]) {
      const { beliefs } = moduleBelief(data, { categories, concentration });
      expect(Object.values(beliefs).reduce((sum, belief) => sum + belief, 0)).toBeCloseTo(1, 9);
    }
  });

  it('refuses bad input', () => {
    const data = dataOf({ seed: 1, change: 'cause', size: 3 });
    const empty = { a: new Uint8Array(), b: new Uint8Array() };
    const code = (change: object, options: Partial<ModuleBeliefOptions> = {}) =>
      thrownCode(() => moduleBelief({ ...data, ...change }, { categories, ...options }));
    expect(code({ transfers: [] })).toBe('ERR_VALUES');
    expect(code({ transfers: [empty] })).toBe('ERR_VALUES');
    expect(code({ training: empty })).toBe('ERR_VALUES');
    expect(code({}, { categories: [10, 9] })).toBe('ERR_VALUES');
    expect(code({}, { concentration: 0 })).toBe('ERR_ARGUMENT');
    expect(code({}, { freedConcentration: NaN })).toBe('ERR_ARGUMENT');
    expect(code({}, { categories: [1, 10] })).toBe('ERR_ARGUMENT');
    expect(() =>
      moduleBelief({ ...data, transfers: [data.training, empty] }, { categories }),
    ).toThrow('moduleBelief: transfers[1] must hold at least 1 pairs, got 0');
  });
});
