import type { Timing } from '../../src/measure/timing.ts';
import { pairOf, takeTurns } from '../../src/measure/turns.ts';

const timing = (seconds: number): Timing => ({
  program: 'x',
  seconds,
  min: seconds,
  max: seconds,
});

describe('takeTurns', () => {
  it('measures the contestants in turns and reports each round at once', async () => {
    const order: string[] = [];
    const contestant = (name: string, seconds: number) => ({
      name,
      measure: () => {
        order.push(name);
        return Promise.resolve(timing(seconds));
      },
    });
    const contestants = [contestant('ours', 1), contestant('peer', 2), contestant('other', 3)];
    const rounds = await takeTurns(2, contestants, (_, i) => order.push(`round ${i}`));
    const names = ['ours', 'peer', 'other'];
    expect(order).toEqual([...names, 'round 0', ...names, 'round 1']);
    const round = { ours: timing(1), peer: timing(2), other: timing(3) };
    expect(rounds).toEqual([round, round]);
  });
});

describe('pairOf', () => {
  it('puts two contestants side by side', () => {
    const round = { a: timing(1), b: timing(2), c: timing(3) };
    expect(pairOf(round, 'c', 'a')).toEqual({ ours: timing(3), peer: timing(1) });
    expect(pairOf(round, 'c', 'd')).toEqual({ ours: timing(3) });
  });

  it('needs ours', () => {
    expect(() => pairOf({ b: timing(2) }, 'a', 'b')).toThrow('a took no part in the round');
  });
});
