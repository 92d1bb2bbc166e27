import { checkCount, checkNumber, checkOptions } from '@causal-mechanisms/tensor-utils';
import type { ChooseWinners } from './chooseWinners.ts';
import { largestScore } from './largestScore.ts';

/** Settings of {@link winnersByConscience}. */
export interface ConscientiousWinners {
  /** What a share of wins one above the tolerated one costs in score, at first. Default: 5. */
  readonly strength: number;
  /** The iteration from which there is a handicap. Default: 0. */
  readonly from: number;
  /** The iteration by which the strength has fallen to 0, in a straight line from `from` on; `null`: it stays as it is. Default: 500. */
  readonly until: number | null;
  /** How far a share may be from an equal one without a handicap, in equal shares: 0.4 of ten experts is 0.06 to 0.14. Default: 0. */
  readonly tolerance: number;
}

/**
 * Lets the largest score win after a handicap for those who have won much of late: `strength * (recent share - 1 / experts)`.
 *
 * An early lead does not compound (the conscience of competitive learning; DeSieno, 1988). Scores that are reported or learned from stay
 * without it, and it falls to 0, so that in the end an expert may hold as much as it deserves. Where mechanisms are equally frequent, a
 * late one with a tolerance keeps an expert from taking over the mechanism of another: it does nothing before shares are plainly unequal.
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
  const checked = checkOptions('winnersByConscience', options);
  const { strength = 5, from = 0, until = 500, tolerance = 0 } = checked;
  checkNumber('winnersByConscience', 'strength', strength, { above: 0 });
  checkCount('winnersByConscience', 'from', from, { least: 0 });
  if (until !== null) checkCount('winnersByConscience', 'until', until, { least: from + 1 });
  checkNumber('winnersByConscience', 'tolerance', tolerance, { least: 0 });
  return (scores, experts, { iteration, recentShares }) => {
    const left = until === null ? 1 : 1 - (iteration - from) / (until - from);
    const now = iteration < from ? 0 : strength * Math.max(0, left);
    return largestScore(scores, experts, (expert) => {
      const lead = (recentShares[expert] ?? 0) - 1 / experts;
      const tolerated = Math.max(0, Math.abs(lead) - tolerance / experts);
      return -now * Math.sign(lead) * tolerated;
    });
  };
}
