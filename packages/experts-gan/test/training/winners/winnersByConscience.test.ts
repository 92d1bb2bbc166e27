import { thrownCode } from '@causal-mechanisms/test-utils';
import { winnersByConscience } from '../../../src/index.ts';
import type { ConscientiousWinners } from '../../../src/index.ts';
import { winRecord } from '../../../src/training/winners/winRecord.ts';
import { contextOf } from './context.ts';

/** Expert 0 is ahead by 1 on all of eight images. */
const scores = Float32Array.from({ length: 16 }, (_, i) => (i < 8 ? 1 : 0));

it('hands over when the lead in wins outweighs the lead in scores', () => {
  const choose = winnersByConscience({ strength: 2, until: 100 });
  const winner = (share: number, iteration = 0) =>
    choose(scores, 2, contextOf({ iteration, recentShares: [share, 1 - share] }))[0];
  // 1 - 2 (share - 1/2) against 2 (share - 1/2): equal at a share of 3/4.
  expect(winner(0.74)).toBe(0);
  expect(winner(0.76)).toBe(1);
  expect(winner(0.76, 10)).toBe(0);
  expect(winner(1, 50)).toBe(0);
  expect(winner(1, 49)).toBe(1);
});

it('lets an expert that would never win have its turn, and ends so that the better one wins all', () => {
  const record = winRecord(2);
  const choose = winnersByConscience({ strength: 4, until: 1000 });
  const counts = Array.from({ length: 1100 }, (_, iteration) => {
    const winners = choose(scores, 2, contextOf({ iteration, ...record }));
    const second = winners.filter((winner) => winner === 1).length;
    record.add(Int32Array.of(8 - second, second));
    return second;
  });
  const mean = (from: number, to: number) =>
    counts.slice(from, to).reduce((sum, count) => sum + count, 0) / (8 * (to - from));
  // At full strength the shares settle where 4 (share - 1/2) is half a lead: at 5/8.
  expect(mean(50, 150)).toBeGreaterThan(0.3);
  expect(mean(50, 150)).toBeLessThan(0.45);
  expect(mean(1000, 1100)).toBe(0);
});

it('begins where it is told to, and stays as strong as it is where it never ends', () => {
  const winner = (options: Partial<ConscientiousWinners>, iteration: number) =>
    winnersByConscience({ strength: 2, ...options })(
      scores,
      2,
      contextOf({ iteration, recentShares: [0.9, 0.1] }),
    )[0];
  // The handicaps differ by 2 * 0.8 at first, and the lead in scores is 1.
  expect(winner({ from: 100, until: 200 }, 99)).toBe(0);
  expect(winner({ from: 100, until: 200 }, 100)).toBe(1);
  expect(winner({ from: 100, until: 200 }, 137)).toBe(1);
  expect(winner({ from: 100, until: 200 }, 138)).toBe(0);
  expect(winner({ from: 100, until: null }, 1e6)).toBe(1);
});

it('tolerates shares near an equal one, and counts what goes beyond', () => {
  const choose = winnersByConscience({ strength: 10, until: null, tolerance: 0.4 });
  const winner = (share: number) =>
    choose(scores, 2, contextOf({ recentShares: [share, 1 - share] }))[0];
  // From 0.3 to 0.7 nothing; 10 * 0.05 for either at 0.75.
  expect(winner(0.7)).toBe(0);
  expect(winner(0.749)).toBe(0);
  expect(winner(0.751)).toBe(1);
  const alone = choose(Float32Array.of(1, 0), 2, contextOf({ recentShares: [0.69, 0.31] }));
  expect(alone[0]).toBe(0);
});

it.each([
  [{ strength: 0 }],
  [{ strength: Infinity }],
  [{ until: 0 }],
  [{ from: -1 }],
  [{ from: 4, until: 4 }],
  [{ tolerance: -0.1 }],
  [{ tolerance: NaN }],
  [null],
])('refuses %j', (options) => {
  expect(thrownCode(() => winnersByConscience(options as never))).toBe('ERR_ARGUMENT');
});
