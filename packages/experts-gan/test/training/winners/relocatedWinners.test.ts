import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { relocatedWinners, winnersByLogit } from '../../../src/index.ts';
import { contextOf } from './context.ts';

const idle = contextOf({ recentShares: [0.6, 0.4, 0, 0] });
/** Of seven images expert 0 wins five, expert 1 two, experts 2 and 3 none. */
const scores = Float32Array.from([
  ...[5, 1, 4, 2, 3, 0, 0],
  ...[0, 0, 0, 0, 0, 1, 1],
  ...[-1, -1, -1, -1, -1, -1, -1],
  ...[-1, -1, -1, -1, -1, -1, -1],
]);

it('gives an idle expert the lower half of the wins of the busiest one', () => {
  const seen = new Set<number>();
  for (let seed = 1; seed <= 20; seed++) {
    const context = { ...idle, stream: new RandomStream(seed) };
    const winners = relocatedWinners(winnersByLogit)(scores, 4, context);
    // Half of five is two: the images with scores 1 and 2.
    const [receiver = NaN] = winners.slice(1, 2);
    seen.add(receiver);
    expect(Array.from(winners)).toEqual([0, receiver, 0, receiver, 0, 1, 1]);
  }
  expect([...seen].sort()).toEqual([2, 3]);
});

it('leaves the winners when all win, when the idle ones win elsewhere, and later on', () => {
  const plain = winnersByLogit(scores, 4);
  const choose = relocatedWinners(winnersByLogit, { idleShare: 0.1, until: 10 });
  expect(choose(scores, 4, { ...idle, iteration: 10 })).toEqual(plain);
  expect(choose(scores, 4, { ...idle, recentShares: [0.4, 0.4, 0.1, 0.1] })).toEqual(plain);
  expect(choose(scores, 4, { ...idle, iteration: 9 })).not.toEqual(plain);
  const two = scores.slice(0, 14);
  expect(choose(two, 2, { ...idle, recentShares: [0, 0] })).toEqual(plain);
});

it('takes any expert without wins for idle where it is told so', () => {
  const choose = relocatedWinners(winnersByLogit, { idleShare: 1 });
  const shares = [0, 0, 0, 1];
  const busy = { ...idle, recentShares: shares, stream: new RandomStream(1) };
  const seen = new Set(Array.from({ length: 20 }, () => choose(scores, 4, busy)[1]));
  expect([...seen].sort()).toEqual([2, 3]);
});

it('takes nothing from an expert that wins a single image', () => {
  const single = Float32Array.of(1, 0, 0);
  const choose = relocatedWinners(winnersByLogit);
  expect(choose(single, 3, contextOf({ recentShares: [1, 0, 0] }))).toEqual(Int32Array.of(0));
});

it('corrects any choice, with the same context', () => {
  const context = { ...idle, stream: new RandomStream(1) };
  const choose = relocatedWinners((given, experts, told) => {
    expect(given).toBe(scores);
    expect(experts).toBe(4);
    expect(told).toBe(context);
    return new Int32Array(7).fill(1);
  });
  expect(choose(scores, 4, context).filter((winner) => winner === 1)).toHaveLength(4);
});

it.each([[{ idleShare: 0 }], [{ idleShare: 1.1 }], [{ until: 0 }], [null]])(
  'refuses %j',
  (options) => {
    expect(thrownCode(() => relocatedWinners(winnersByLogit, options as never))).toBe(
      'ERR_ARGUMENT',
    );
  },
);

it('refuses a choice that is no function', () => {
  expect(thrownCode(() => relocatedWinners(3 as never))).toBe('ERR_ARGUMENT');
});
