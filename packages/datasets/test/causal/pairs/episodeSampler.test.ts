import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { categoricalPair, categoricalPairOf } from '../../../src/causal/pairs/categoricalPair.ts';
import { createEpisodeSampler } from '../../../src/causal/pairs/episodeSampler.ts';
import type { PairChange } from '../../../src/causal/pairs/transferDistribution.ts';

/** The share of A = 0, of B = 0, and of A = B over pairs of one episode. */
function shares(change: PairChange, stream: RandomStream) {
  const copy = categoricalPairOf(
    [0.75, 0.25],
    [
      [1, 0],
      [0, 1],
    ],
  );
  const samples = { a: new Uint8Array(4000), b: new Uint8Array(4000) };
  createEpisodeSampler(copy, { samples: 4000, change }).draw(stream, samples);
  const share = (test: (i: number) => boolean) =>
    samples.a.reduce((sum, _, i) => sum + Number(test(i)), 0) / 4000;
  return {
    a: share((i) => samples.a[i] === 0),
    b: share((i) => samples.b[i] === 0),
    same: share((i) => samples.a[i] === samples.b[i]),
  };
}

describe('createEpisodeSampler', () => {
  it('keeps what is not changed', () => {
    const stream = new RandomStream(1);
    expect(shares('nothing', stream).a).toBeCloseTo(0.75, 1);
    expect(shares('nothing', stream).same).toBe(1);
    expect(shares('cause', stream).same).toBe(1);
    for (const change of ['effect', 'conditional'] as const) {
      expect(shares(change, stream).a).toBeCloseTo(0.75, 1);
    }
  });

  it('changes what is changed, each time to something else', () => {
    const stream = new RandomStream(2);
    const [one, two] = [shares('cause', stream).a, shares('cause', stream).a];
    expect(Math.abs(one - 0.75)).toBeGreaterThan(0.05);
    expect(Math.abs(one - two)).toBeGreaterThan(0.05);
    for (const change of ['conditional', 'both'] as const) {
      expect(shares(change, stream).same).toBeLessThan(0.97);
    }
    const moved = [1, 2, 3].map(() => Math.abs(shares('both', stream).a - 0.75));
    expect(Math.max(...moved)).toBeGreaterThan(0.05);
  });

  it('cuts the dependence with do(effect)', () => {
    const { a, b, same } = shares('effect', new RandomStream(3));
    expect(same).toBeCloseTo(a * b + (1 - a) * (1 - b), 1);
  });

  it('follows the conditional of every category, in either direction', () => {
    for (const direction of ['A->B', 'B->A'] as const) {
      const stream = new RandomStream(5);
      const pair = categoricalPair({ categories: [3, 4], stream, direction });
      const samples = { a: new Uint8Array(60_000), b: new Uint8Array(60_000) };
      createEpisodeSampler(pair, { samples: 60_000 }).draw(stream, samples);
      const [cause, effect] =
        direction === 'A->B' ? [samples.a, samples.b] : [samples.b, samples.a];
      const counts = new Float64Array(12);
      cause.forEach((c, i) => {
        const at = 4 * c + (effect[i] ?? NaN);
        counts[at] = (counts[at] ?? NaN) + 1;
      });
      for (let c = 0; c < 3; c++) {
        const row = counts.subarray(4 * c, 4 * c + 4);
        const total = row.reduce((sum, count) => sum + count, 0);
        row.forEach((count, e) => {
          expect(count / total).toBeCloseTo(pair.conditional[4 * c + e] ?? NaN, 1);
        });
      }
    }
  });

  it('writes from the offset on, and nothing else', () => {
    const samples = { a: new Uint8Array(8).fill(9), b: new Uint8Array(8).fill(9) };
    const pair = categoricalPair({ categories: 2, stream: new RandomStream(1) });
    const sampler = createEpisodeSampler(pair, { samples: 3 });
    sampler.draw(new RandomStream(1), samples, 2);
    expect(Array.from(samples.a, (category) => category === 9)).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7].map((i) => i < 2 || i > 4),
    );
    const draw = () => {
      sampler.draw(new RandomStream(1), samples, 6);
    };
    expect(thrownCode(draw)).toBe('ERR_SHAPE');
  });

  it('refuses bad options', () => {
    const pair = categoricalPair({ categories: 2, stream: new RandomStream(1) });
    const make = (options: { samples: number; change?: PairChange }) =>
      thrownCode(() => createEpisodeSampler(pair, options));
    expect(make({ samples: 0 })).toBe('ERR_ARGUMENT');
    expect(make({ samples: 1, change: 'B' as 'effect' })).toBe('ERR_ARGUMENT');
  });
});
