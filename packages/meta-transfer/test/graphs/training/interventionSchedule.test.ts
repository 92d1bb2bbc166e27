import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { interventionSchedule } from '../../../src/graphs/training/interventionSchedule.ts';

describe('interventionSchedule', () => {
  it('takes every intervention once in a round, in other orders', () => {
    const at = interventionSchedule(new RandomStream(1), 5);
    const rounds = [0, 1, 2].map((round) => [0, 1, 2, 3, 4].map((place) => at(round * 5 + place)));
    for (const round of rounds) expect([...round].sort()).toEqual([0, 1, 2, 3, 4]);
    expect(rounds[0]).not.toEqual(rounds[1]);
    expect(interventionSchedule(new RandomStream(1), 5)(7)).toBe(at(7));
  });
});
