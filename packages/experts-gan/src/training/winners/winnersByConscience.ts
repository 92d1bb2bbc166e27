import { checkCount, checkNumber, checkOptions } from '@causal-mechanisms/tensor-utils';
import type { ChooseWinners } from './chooseWinners.ts';
import { largestScore } from './largestScore.ts';

/** Settings of {@link winnersByConscience}. */
export interface ConscientiousWinners {
  /** What an expert that won everything loses from its score, at first. Default: 5. */
  readonly strength: number;
  /** The iteration by which the strength has fallen to 0, in a straight line. Default: 500. */
  readonly until: number;
}

/**
 * Lets the largest score win after a handicap for those who have won much of late: `strength * (recent share - 1 / experts)`.
 *
 * An early lead does not compound (the conscience of competitive learning; DeSieno, 1988). Scores that are reported or learned from stay
 * without it, and it falls to 0, so that in the end an expert may hold as much as it deserves.
 *
 * @param options - How strong it is and how long. Default: as in {@link ConscientiousWinners}.
 * @returns The choice, for `chooseWinners` of `trainExperts`; `winners: { kind: 'conscience' }` of the configuration is the same.
 * @throws ArgumentError when a setting is out of its range.
 *
 * @example
 * ```ts
 * import { winnersByConscience } from '@causal-mechanisms/experts-gan';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const choose = winnersByConscience({ strength: 4, until: 100 });
 * const record = { stream: new RandomStream(1), wins: [90, 10], recentShares: [0.9, 0.1] };
 * const scores = Float32Array.of(1, 9, 0, 0); // expert 0 is better on both images
 * console.log(choose(scores, 2, { ...record, iteration: 0 })); // Int32Array(2) [ 1, 0 ]
 * console.log(choose(scores, 2, { ...record, iteration: 100 })); // Int32Array(2) [ 0, 0 ]
 * ```
 */
export function winnersByConscience(options: Partial<ConscientiousWinners> = {}): ChooseWinners {
  const { strength = 5, until = 500 } = checkOptions('winnersByConscience', options);
  checkNumber('winnersByConscience', 'strength', strength, { above: 0 });
  checkCount('winnersByConscience', 'until', until);
  return (scores, experts, { iteration, recentShares }) => {
    const now = strength * Math.max(0, 1 - iteration / until);
    return largestScore(
      scores,
      experts,
      (expert) => now * (1 / experts - (recentShares[expert] ?? 0)),
    );
  };
}
