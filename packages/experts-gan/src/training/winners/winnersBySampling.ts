import { checkCount, checkNumber, checkOptions } from '@causal-mechanisms/tensor-utils';
import type { ChooseWinners } from './chooseWinners.ts';
import { largestScore } from './largestScore.ts';

/** Settings of {@link winnersBySampling}. */
export interface SampledWinners {
  /** The temperature of the first iteration: scores are divided by it before the softmax. Default: 1. */
  readonly temperature: number;
  /** The iteration by which the temperature has fallen to 0, in a straight line; from there on the largest score wins. Default: 400. */
  readonly until: number;
}

/**
 * Draws winners: an expert wins an image with the probability that a softmax of its scores gives, at a temperature that falls to 0.
 *
 * Early on, when scores say little, every expert gets images to learn from; later the best one gets them all.
 *
 * @param options - The temperature and when it is gone. Default: as in {@link SampledWinners}.
 * @returns The choice, for `chooseWinners` of `trainExperts`; `winners: { kind: 'sampled' }` of the configuration is the same.
 * @throws ArgumentError when a setting is out of its range.
 *
 * @example
 * ```ts
 * import { winnersBySampling } from '@causal-mechanisms/experts-gan';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const choose = winnersBySampling({ temperature: 2, until: 100 });
 * const record = { stream: new RandomStream(1), wins: [0, 0], recentShares: [0.5, 0.5] };
 * const scores = new Float32Array(2000); // two experts, 1000 images, no difference
 * const drawn = choose(scores, 2, { ...record, iteration: 0 });
 * console.log(drawn.filter((winner) => winner === 1).length > 400); // true
 * console.log(choose(scores, 2, { ...record, iteration: 100 }).includes(1)); // false
 * ```
 */
export function winnersBySampling(options: Partial<SampledWinners> = {}): ChooseWinners {
  const { temperature = 1, until = 400 } = checkOptions('winnersBySampling', options);
  checkNumber('winnersBySampling', 'temperature', temperature, { above: 0 });
  checkCount('winnersBySampling', 'until', until);
  return (scores, experts, { iteration, stream }) => {
    const now = temperature * Math.max(0, 1 - iteration / until);
    const best = largestScore(scores, experts);
    if (now === 0) return best;
    return best.map((largest, image) => {
      const score = (expert: number) => scores[expert * best.length + image] ?? -Infinity;
      return stream.categorical(
        Float64Array.from({ length: experts }, (_, expert) =>
          Math.exp((score(expert) - score(largest)) / now),
        ),
      );
    });
  };
}
