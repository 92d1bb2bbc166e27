import {
  checkCount,
  checkInstance,
  checkOptions,
  RandomStream,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import type { CategoricalPair } from './categoricalPair.ts';
import type { PairSamples } from './pairSamples.ts';
import { checkPair } from './pairChecks.ts';
import { categoryAt, cumulate, drawSums } from './runningSums.ts';
import { checkChange } from './transferDistribution.ts';
import type { PairChange } from './transferDistribution.ts';

/** Options of {@link createEpisodeSampler}. */
export interface EpisodeSamplerOptions {
  /** Pairs per episode, at least 1; all of an episode come from one transfer distribution. */
  readonly samples: number;
  /** What is changed in each episode. Default: `'cause'`, as in the paper. */
  readonly change?: PairChange;
}

/** Draws transfer episodes of one pair of variables. */
export interface EpisodeSampler {
  /** Pairs per episode. */
  readonly samples: number;
  /**
   * Draws a transfer distribution, and an episode from it.
   *
   * @param stream - Where both are drawn from.
   * @param out - Gets the pairs.
   * @param offset - Where they begin. Default: 0.
   * @throws ShapeError when there is no room for them.
   */
  draw(stream: RandomStream, out: PairSamples, offset?: number): void;
}

/**
 * A sampler of transfer episodes: each has a distribution of its own, which differs from the given one by an intervention. It
 * draws the same kind of distributions as `transferDistribution`, without making arrays.
 *
 * @param pair - The undisturbed pair.
 * @param options - How many pairs an episode has, and what is changed.
 * @returns The sampler.
 * @throws ArgumentError when there is no such change, or `samples` is no integer of at least 1.
 *
 * @example
 * ```ts
 * import { categoricalPair, createEpisodeSampler } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const stream = new RandomStream(1);
 * const sampler = createEpisodeSampler(categoricalPair({ categories: 10, stream }), { samples: 20 });
 * const samples = { a: new Uint8Array(20), b: new Uint8Array(20) };
 * sampler.draw(stream, samples);
 * console.log(samples.a.every((category) => category < 10)); // true
 * ```
 */
export function createEpisodeSampler(
  pair: CategoricalPair,
  options: EpisodeSamplerOptions,
): EpisodeSampler {
  const owner = 'createEpisodeSampler';
  checkPair(owner, pair);
  const { samples, change = 'cause' } = checkOptions(owner, options);
  checkCount(owner, 'samples', samples, { most: 2 ** 31 - 1 });
  checkChange(owner, change);
  const { direction, causes, effects } = pair;
  const marginal = Float64Array.from(pair.marginal);
  cumulate(marginal, 0, causes);
  const rows = Float64Array.from(pair.conditional);
  for (let c = 0; c < causes; c++) cumulate(rows, c * effects, effects);
  const changesMarginal = change === 'cause' || change === 'both';
  const changesRows = change === 'conditional' || change === 'both';
  const isDo = change === 'effect';

  return {
    samples,
    draw(stream, out, offset = 0) {
      checkInstance('EpisodeSampler.draw', 'stream', stream, RandomStream);
      const { a, b } = checkOptions('EpisodeSampler.draw', out, 'out');
      checkInstance('EpisodeSampler.draw', 'out.a', a, Uint8Array);
      checkInstance('EpisodeSampler.draw', 'out.b', b, Uint8Array);
      checkCount('EpisodeSampler.draw', 'offset', offset, { least: 0 });
      if (Math.min(out.a.length, out.b.length) < offset + samples) {
        throw new ShapeError(
          `EpisodeSampler.draw: expected room for ${samples} pairs from ${offset} on, got ${out.a.length} and ${out.b.length}`,
          { data: { samples, offset, a: out.a.length, b: out.b.length } },
        );
      }
      if (changesMarginal) drawSums(stream, marginal, 0, causes);
      // Under do(effect) every row is the same one: the first stands for all.
      if (isDo) drawSums(stream, rows, 0, effects);
      if (changesRows) {
        for (let c = 0; c < causes; c++) drawSums(stream, rows, c * effects, effects);
      }
      const [cause, effect] = direction === 'A->B' ? [out.a, out.b] : [out.b, out.a];
      for (let i = offset; i < offset + samples; i++) {
        const drawn = categoryAt(stream.uniform(), marginal, 0, causes);
        cause[i] = drawn;
        effect[i] = categoryAt(stream.uniform(), rows, isDo ? 0 : drawn * effects, effects);
      }
    },
  };
}
