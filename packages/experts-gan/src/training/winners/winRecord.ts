import { numbersPart } from '@causal-mechanisms/tensor-utils';
import type { RunState } from '@causal-mechanisms/tensor-utils';
import type { WinnersContext } from './chooseWinners.ts';

/** Iterations that the moving average of shares goes back. */
const MEMORY = 50;

/** Who won how much so far. */
export interface WinRecord extends Pick<WinnersContext, 'wins' | 'recentShares'> {
  /** All that changes. */
  readonly state: RunState;
  /**
   * Takes one more iteration into the record.
   *
   * @param wins - Images won by each expert, at least one in all.
   */
  add(wins: Int32Array): void;
}

/**
 * @param experts - Number of experts.
 * @returns A record without wins, in which all have equal shares.
 */
export function winRecord(experts: number): WinRecord {
  const total = new Float64Array(experts);
  const recentShares = new Float64Array(experts).fill(1 / experts);
  return {
    wins: total,
    recentShares,
    state: { wins: numbersPart(total), recentShares: numbersPart(recentShares) },
    add(wins) {
      const images = wins.reduce((sum, count) => sum + count, 0);
      wins.forEach((count, j) => {
        total[j] = (total[j] ?? 0) + count;
        const share = recentShares[j] ?? 0;
        recentShares[j] = share + (count / images - share) / MEMORY;
      });
    },
  };
}
