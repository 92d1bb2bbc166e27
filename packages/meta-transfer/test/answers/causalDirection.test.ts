import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { causalDirection } from '../../src/answers/causalDirection.ts';
import { drawnPair } from './drawnPairs.ts';
import type { DrawnPairOptions } from './drawnPairs.ts';

const SEEDS = [1, 2, 3, 4];

function answers(options: Omit<DrawnPairOptions, 'seed'>) {
  return SEEDS.map((seed) => causalDirection(drawnPair({ ...options, seed }), { draws: 30 }));
}

describe('causalDirection', () => {
  it.each(['cause', 'effect', 'hard'] as const)(
    'finds the direction where the change is %s, whichever variable is the cause',
    (change) => {
      for (const swapped of [false, true]) {
        const found = answers({ change, swapped }).map(({ direction }) => direction);
        const [right, wrong] = swapped ? ['B->A', 'A->B'] : ['A->B', 'B->A'];
        expect(found).not.toContain(wrong);
        expect(found.filter((direction) => direction === right).length).toBeGreaterThanOrEqual(3);
      }
    },
  );

  it('tells what changed', () => {
    const changed = answers({ change: 'effect', swapped: true }).flatMap((it) => it.changed);
    expect(changed.filter((it) => it === 'A').length).toBeGreaterThan(changed.length / 2);
    expect(changed).not.toContain('B');
  });

  it('says independent where nothing depends, and undecided where nothing or everything changes', () => {
    for (const { direction } of answers({ change: 'independent', training: 2000 })) {
      expect(['independent', 'undecided']).toContain(direction);
    }
    for (const { direction, reason, explanation } of answers({ change: 'none' })) {
      expect([direction, reason]).toEqual(['undecided', 'no-change']);
      expect(explanation).toContain('no transfer differs');
    }
    const both = answers({ change: 'both' }).map(({ direction }) => direction);
    expect(both).not.toContain('B->A');
    expect(both.filter((direction) => direction === 'undecided').length).toBeGreaterThan(2);
  });

  it('says its sentences with the names of the sets', () => {
    const data = drawnPair({ seed: 3, change: 'cause', transfers: 2 });
    const plain = causalDirection(data, { draws: 20 });
    const environments = ['home', 'north', 'south'];
    const named = causalDirection(data, { draws: 20, environments });
    expect(plain.explanation).toMatch(/this changed: what makes A in 2\.$/);
    expect(named.explanation).toMatch(/this changed: what makes A in "north" and "south"\.$/);
    expect({ ...named, explanation: '' }).toEqual({ ...plain, explanation: '' });
    const few = ({ a, b }: typeof data.training) => ({ a: a.slice(0, 9), b: b.slice(0, 9) });
    const thin = { training: few(data.training), transfers: data.transfers };
    expect(causalDirection(thin, { draws: 20 }).warnings[0]).toMatch(
      /^the training set has 9 rows/,
    );
    expect(causalDirection(thin, { draws: 20, environments }).warnings[0]).toMatch(
      /^"home" has 9 rows for/,
    );
  });

  it('turns round when the columns are exchanged', () => {
    const { training, transfers } = drawnPair({ seed: 3, change: 'cause' });
    const swap = ({ a, b }: typeof training) => ({ a: b, b: a });
    const one = causalDirection({ training, transfers });
    const other = causalDirection({ training: swap(training), transfers: transfers.map(swap) });
    expect(one.direction).toBe('A->B');
    expect(other.direction).toBe('B->A');
    expect(other.belief).toBeCloseTo(1 - one.belief, 10);
  });

  it('repeats itself with the same seed or stream', () => {
    const data = drawnPair({ seed: 5, change: 'cause', transfer: 40 });
    const first = causalDirection(data, { seed: 9 });
    expect(causalDirection(data, { stream: new RandomStream(9) })).toEqual(first);
    expect(causalDirection(data, { seed: 10 }).interval).not.toEqual(first.interval);
    expect(causalDirection(data, { seed: 10 }).belief).toBe(first.belief);
  });

  it('keeps numbers continuous on demand', () => {
    const stream = new RandomStream(2);
    const drawn = (mean: number) => {
      const a = Float64Array.from({ length: 300 }, () => stream.normal(mean));
      return { a, b: a.map((value) => 3 * Math.tanh(value) + value + stream.normal(0, 0.5)) };
    };
    const data = { training: drawn(0), transfers: [drawn(2), drawn(-2), drawn(1.5)] };
    const { direction, interval } = causalDirection(data, { numeric: 'continuous', draws: 20 });
    expect(direction).toBe('A->B');
    expect(interval.draws).toBe(20);
    const words = drawnPair({ seed: 1, change: 'cause' });
    expect(causalDirection(words, { numeric: 'continuous', draws: 20 }).warnings[0]).toMatch(
      /not both numeric/,
    );
  });

  it('warns of thin data', () => {
    const data = drawnPair({ seed: 1, change: 'cause', training: 20, categories: 5 });
    const { warnings, direction } = causalDirection(data);
    expect(warnings.join()).toMatch(/20 rows for 25 pairs/);
    expect(direction).not.toBe('B->A');
  });

  it('refuses ways of reading numbers that it does not know, and bins that are none', () => {
    const data = drawnPair({ seed: 1, change: 'cause' });
    const numeric = 'continous' as 'continuous';
    expect(() => causalDirection(data, { numeric })).toThrow(
      'causalDirection: numeric must be bins or continuous, got "continous", did you mean "continuous"?',
    );
    expect(() => causalDirection(data, { bins: 1 })).toThrow(/bins must be an integer from 2/);
  });

  it.each([4, 6, 10])(
    'takes no effect that never varied in training for a cause, seed %d',
    (seed) => {
      const stream = new RandomStream(seed);
      const numbers = (rows: number, mean: number, deviation: number) => {
        const a = Array.from({ length: rows }, () => stream.normal(mean, deviation));
        return { a, b: a.map((value) => value + stream.normal(0, 0.5)) };
      };
      const training = { a: numbers(800, 0, 1).a, b: Array.from({ length: 800 }, () => 0) };
      const transfers = [numbers(200, 2, 1), numbers(200, -2, 1), numbers(200, 0, 3)];
      const answer = causalDirection({ training, transfers }, { numeric: 'continuous', draws: 20 });
      expect(answer.direction).toBe('undecided');
    },
  );

  it('refuses impossible options', () => {
    const data = drawnPair({ seed: 1, change: 'cause' });
    expect(() => causalDirection(data, { draws: 10 })).toThrow(/draws/);
    expect(() => causalDirection(data, { level: 1 })).toThrow(/level/);
    expect(() => causalDirection(data, { sure: 0.5 })).toThrow(/sure/);
  });

  it('answers a thousand rows in a moment', () => {
    const data = drawnPair({ seed: 1, change: 'cause', training: 600, transfer: 100 });
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now();
      causalDirection(data);
      return performance.now() - start;
    });
    // Some 20 ms when nothing else runs.
    expect(Math.min(...times)).toBeLessThan(1500);
  });
});
