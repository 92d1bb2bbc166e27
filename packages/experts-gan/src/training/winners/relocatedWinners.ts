import {
  checkCount,
  checkFunction,
  checkNumber,
  checkOptions,
} from '@causal-mechanisms/tensor-utils';
import type { ChooseWinners, WinnersContext } from './chooseWinners.ts';

/** Settings of {@link relocatedWinners}. */
export interface Relocation {
  /** Share of recent wins below which an expert that wins nothing in a batch is idle; 1: any such expert is. Default: 0.02. */
  readonly idleShare: number;
  /** The iteration from which nothing is relocated. Default: 1000. */
  readonly until: number;
}

/**
 * Gives an idle expert something to learn from: half of the images of the expert that won most of the batch, those with the lowest scores.
 *
 * One expert in an iteration, drawn among the idle ones (the relocation of Mashhadi and Nowaczyk, 2023, who choose the donor by the
 * spread of its images).
 *
 * @param choose - The choice that it corrects.
 * @param options - Who is idle, and how long. Default: as in {@link Relocation}.
 * @returns The choice, for `chooseWinners` of `trainExperts`; `repair: { kind: 'relocate' }` of the configuration does the same.
 * @throws ArgumentError when `choose` is no function or a setting is out of its range.
 *
 * @example
 * ```ts
 * import { relocatedWinners, winnersByLogit } from '@causal-mechanisms/experts-gan';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const choose = relocatedWinners(winnersByLogit);
 * const context = { iteration: 9, stream: new RandomStream(1), wins: [36, 0], recentShares: [1, 0] };
 * const scores = Float32Array.of(3, 1, 2, 4, 0, 0, 0, 0); // expert 0 is better on all four images
 * console.log(choose(scores, 2, context)); // Int32Array(4) [ 0, 1, 1, 0 ]
 * ```
 */
export function relocatedWinners(
  choose: ChooseWinners,
  options: Partial<Relocation> = {},
): ChooseWinners {
  checkFunction('relocatedWinners', 'choose', choose);
  const { idleShare = 0.02, until = 1000 } = checkOptions('relocatedWinners', options);
  checkNumber('relocatedWinners', 'idleShare', idleShare, { above: 0, most: 1 });
  checkCount('relocatedWinners', 'until', until);
  return (scores, experts, context) => {
    const winners = choose(scores, experts, context);
    if (context.iteration >= until) return winners;
    const won = Array.from({ length: experts }, (_, expert) =>
      Array.from(winners.keys()).filter((image) => winners[image] === expert),
    );
    const receiver = drawnIdle(won, idleShare, context);
    const donor = won.reduce((most, images) => (images.length > most.length ? images : most), []);
    if (receiver === undefined || donor.length < 2) return winners;
    const score = (image: number) =>
      scores[(winners[image] ?? 0) * winners.length + image] ?? Infinity;
    const given = [...donor]
      .sort((a, b) => score(a) - score(b))
      .slice(0, Math.floor(donor.length / 2));
    return winners.map((winner, image) => (given.includes(image) ? receiver : winner));
  };
}

/** One of the experts that win nothing, or nobody. */
function drawnIdle(
  won: readonly (readonly number[])[],
  idleShare: number,
  { recentShares, stream }: WinnersContext,
): number | undefined {
  const idle = Array.from(won.keys()).filter((expert) => {
    const share = recentShares[expert] ?? 0;
    return won[expert]?.length === 0 && (idleShare === 1 || share < idleShare);
  });
  return idle.length === 0 ? undefined : idle[stream.integer(0, idle.length)];
}
