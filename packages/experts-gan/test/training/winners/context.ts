// What a choice of winners is told, for tests.
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { WinnersContext } from '../../../src/training/winners/chooseWinners.ts';

export function contextOf(part: Partial<WinnersContext> = {}): WinnersContext {
  return {
    iteration: 0,
    stream: new RandomStream(3),
    wins: [0, 0],
    recentShares: [0.5, 0.5],
    ...part,
  };
}
